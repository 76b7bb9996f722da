"""The words around a place name that tell what the name stands for (English).

Each table is a closed class of the language or a usual term of war reporting; none is taken from any one article.
"""

from __future__ import annotations

import re

REGION_NOUNS = frozenset(
    "region regions oblasts provinces oblast province krai governorate republic district raion county state".split()
)
# What lies around a town and is called after it; no gazetteer here knows these areas themselves.
DISTRICT_NOUNS = frozenset("district raion rayon hromada".split())
CITY_NOUNS = frozenset("city town village settlement suburb hamlet port capital".split())
# Head nouns of facilities, longest first where one begins another.
FACILITY_NOUNS = (
    "nuclear power plant",
    "nuclear power station",
    "nuclear plant",
    "nuclear station",
    "npp",
    "hydroelectric power plant",
    "hydroelectric station",
    "hydropower plant",
    "thermal power plant",
    "power plant",
    "power station",
    "gas metering station",
    "metering station",
    "coke plant",
    "steelworks",
    "steel plant",
    "oil refinery",
    "refinery",
    "airport",
    "airfield",
    "air base",
    "airbase",
    "dam",
    "bridge",
    "reservoir",
)
WATER_NOUNS = frozenset("river sea lake gulf bay strait ocean canal".split())
# Events and areas named after a place: "the X incursion". True: such an event fills a region rather than one town.
EVENT_NOUNS = {
    "incursion": True,
    "invasion": True,
    "operation": True,
    "offensive": True,
    "campaign": True,
    "salient": True,
    "bridgehead": True,
    "adventure": True,
    "gamble": True,
    "foray": True,
    "raid": True,
    "front": True,
    "frontline": True,
    "direction": False,
    "axis": False,
    "sector": False,
    "assault": False,
    "battle": False,
    "siege": False,
    "encirclement": False,
    "cauldron": False,
    "pocket": False,
    "garrison": False,
    "agglomeration": False,
    "suburbs": False,
    "area": False,
    "border": True,
    "front line": True,
}
# What follows a place name inside the name of something else.
ORGANISATION_NOUNS = frozenset(
    "times post herald express telegraph tribune journal gazette globe mail guardian review news today press standard observer "
    "independent pravda institute university college school academy museum theatre hospital council club dynamo united fc "
    "bank group company corporation street avenue square road station house agreement agreements accord accords protocol "
    "protocols memorandum treaty pact deal process initiative initiatives communique declaration format summit convention "
    "conference forum dialogue statute brigade division regiment battalion corps army fleet flotilla squadron legion "
    "party union league committee commission court tribunal centre center foundation association society "
    "police department ministry authority agency service services office board federation confederation fire rescue schools district "
    "hospital clinic medical church cathedral temple mosque synagogue diocese library gallery stadium arena hotel inn restaurant mall "
    "plaza zoo gardens theater cinema studios records radio television tv network broadcasting foods airport hall "
    "olympics cup marathon games exchange index airlines airways orchestra opera ballet festival prize award".split()
)
AGREEMENT_NUMBERS = frozenset("i ii iii 1 2 3 one two".split())
AGREEMENT_STEMS = ("agreement", "accord", "protocol", "memorandum", "initiative")
AGREEMENT_ADJECTIVES = frozenset("first second third".split())
TITLES = frozenset(
    "president minister chancellor general colonel major captain lieutenant sergeant admiral marshal commander governor mayor "
    "senator secretary ambassador professor doctor mr mrs ms dr sir lord king queen prince princess pope patriarch "
    "chief spokesman spokeswoman representative foreign-minister".split()
)
DEMONYMS = frozenset(
    "russian russians ukrainian ukrainians american americans british western eastern northern southern central soviet european "
    "belarusian polish german french italian turkish chinese iranian north south east west north-east north-west south-east "
    "south-west northeastern northwestern southeastern southwestern northeast northwest southeast southwest korean kremlin "
    "pro-russian pro-ukrainian lower upper greater inner outer occupied".split()
)
LOCATIVE = frozenset(
    "in into inside within near around at across through throughout outside via beyond toward towards over above along "
    "between off southeast southwest northeast northwest north south east west onto "
    "в во на у из к под около возле вблизи через над між біля під до з із".split()
)
MOTION = frozenset(
    "go goes going went gone travel travels travelled traveled return returns returned flee flees fled move moves moved arrive "
    "arrives arrived withdraw withdraws withdrew withdrawn withdrawal send sends sent supply supplies fly flies flew flown trip "
    "visit visits visited visiting journey road route way drive drove driven advance advances advanced march marched cross "
    "crossed deep deeper km kilometres kilometers miles retreat retreats retreated retreating deport deported evacuate evacuated "
    "redeploy redeployed sending returning leaving travelling traveling fleeing moving arriving withdrawing flying fly deployed deployment "
    "deploying expelled expel expelling expulsion expulsions deportation deportations tour tours touring toured flight flights exports imports "
    "push pushes pushed pushing forced forcing pull pulls pulled pulling oust ousted export import exported imported bound headed heading en emigrated emigrate migrated immigrated smuggled taken passage landed landing "
    "come comes came coming take takes took bring brings brought carry carried get gets mission delegation connection connections invasion "
    "walked walking sailed sailing evacuation evacuations strike strikes back border fly invade invades invaded invading occupy occupied occupying bomb bombed "
    "bombing shell shelled shelling attack attacked enter enters entered entering leave leaves left leaving".split()
)
# What takes a land for its object: "fled X", "bordering X".
ENTERING = frozenset(
    "invading invade invaded entering entered enter visiting visited visit leaving left leave crossing crossed fled flee fleeing toured touring "
    "border borders bordering reached reaching reach".split()
)
# What armies do to places: "captured X", "encircled X".
PLACE_VERBS = frozenset(
    "capture captures captured capturing take takes took taking taken retake retook retaken recapture recaptured seize seizes "
    "seized hold holds held holding control controls controlled occupy occupies occupied liberate liberated encircle encircles "
    "encircled surround surrounded enter enters entered reach reaches reached reaching leave leaves left defend defends "
    "defended defending storm stormed shell shelled shelling bomb bombed strike struck attack attacked besiege besieged "
    "evacuate evacuated evacuating abandon abandoned approach approached lose loses lost losing invade invaded invading".split()
)
# "the capture of X", "the battle of X".
PLACE_NOUNS = frozenset(
    "capture recapture fall loss liberation battle siege occupation seizure evacuation storming defence defense shelling bombing".split()
)
# Before "control of X": what armies do to ground, or how much of it they hold.
HOLDING = frozenset(
    "take takes took taken taking retake retook retaken have has had having gain gains gained gaining regain regained regaining seize seizes "
    "seized establish established assert asserted consolidate consolidated lose loses lost losing keep keeps kept retain retains retained "
    "maintain maintains maintained cede ceded claim claims claimed claiming full complete total partial firm sole effective operational "
    "russian ukrainian in".split()
)
# What befalls places and not persons: "X fell", "X was shelled", "X, south of".
FATE_OF_PLACE = re.compile(
    r"(?:\s(?:fell|falls|(?:has|have|had)\s(?:not\s|never\s|yet\sto\s|now\s|since\s|already\s|finally\s)?(?:yet\s)?fall(?:en)?|hasn[’']t\sfallen|"
    r"(?:has\s|had\s)?(?:did|does|will|would|could|may|might|must)\s(?:not\s|soon\s|never\s)?fall|(?:is|was)\s(?:not\s|now\s|still\s|also\s|fully\s)?in\s(?:\w{4,9}\s)?(?:hands|control)|remain(?:s|ed)|lies|lay|sits|changed\shands|is\shome|came\sunder|"
    r"(?:is|was|has\sbeen|had\sbeen|(?:has|had)\s(?:not|never)\sbeen|will\sbe)\s(?:\w{2,12}ly\s|now\s|again\s|also\s|already\s|not\s|never\s|still\s|yet\s){0,2}(?:been\s)?(?:threatened|captured|taken|seized|occupied|shelled|bombed|struck|"
    r"attacked|stormed|encircled|surrounded|liberated|retaken|recaptured|evacuated|abandoned|lost|held|under|in|cut|destroyed|hit|contested|half-occupied|besieged))\b|"
    r",\s(?:a\s(?:small\s|mining\s|nearby\s)?(?:town|village|city|settlement|suburb|hamlet)|(?:about\s|some\s|just\s)?\d{1,4}\s?k|"
    r"(?:just\s)?(?:north|south|east|west|near|outside|in\s)))",
)
# Of these, what is never said of a person: "X has fallen", "X is in Russian hands".
FATE_OF_TOWN = re.compile(
    r"\s(?:(?:has|have|had)\s(?:not\s|never\s|yet\sto\s|now\s|since\s|already\s|finally\s)?(?:yet\s)?fall(?:en)?\b|hasn[’']t\sfallen\b|"
    r"(?:is|was|remains|remained)\s(?:not\s|now\s|still\s|fully\s|back\s)?(?:in|under)\s(?:the\s)?(?:\w{4,9}\s){1,2}(?:hands|control|occupation)\b)"
)
# Words of this war: in a text with one of them a name that a town of its land bears is hardly a person's first.
WAR_WORDS = re.compile(
    r"\b(?:(?:Russian|Ukrainian)\s(?:troops|forces|army|soldiers|units|military|defenders|General|control|hands|lines|drones)|Kremlin|Kyiv)\b"
)
# After "X's": a piece of the land itself rather than a deed of its government.
LAND_NOUNS = frozenset(
    "territory territories soil land lands border borders coast coastline shore capital east west north south airspace "
    "region regions oblast oblasts city cities town towns village villages interior outskirts centre center steppe northeast northwest "
    "southeast southwest streets suburb suburbs gated islands island beaches roads jails prisons airports ports province provinces "
    "districts district neighbourhoods neighborhoods frontier frontiers waters fields farmland heartland countryside".split()
)
# Names that stand for governments when no place word stands by them (seats of government, and The Hague's like).
SEATS = frozenset(("white house", "downing street", "capitol hill")) | frozenset(
    "kremlin pentagon bundestag kyiv kiev київ киев moscow москва washington berlin paris london brussels warsaw minsk beijing ankara tehran budapest rome "
    "madrid vienna tokyo jerusalem tbilisi chisinau vilnius riga tallinn prague bratislava bucharest sofia belgrade athens "
    "helsinki stockholm oslo copenhagen lisbon dublin ottawa canberra riyadh doha damascus baghdad cairo delhi islamabad "
    "pyongyang seoul astana baku yerevan".split()
)
BLOCS = ("the West", "West")
# Capitalised words that are no names: sentence openers, months, days, and words that are also small towns.
COMMON = frozenset(
    "a about above according across after again against ahead all almost along already also although among an and another any "
    "anyone are around as at away back battle be because been before behind being below between both but by can cannot centre "
    "center clear could day days despite did do does drone during each earlier early either enough even ever every far few "
    "fielding first for former forward four five six seven eight nine ten from further given going good government great had "
    "has have having he hence her here high his hold home hope how however i if in indeed inside instead into is it its just "
    "last late later least less let like likely little long made major many may meanwhile might more moreover most much must my "
    "near nearly never nevertheless new next no nobody none nor not nothing now of off officials often on once one only open "
    "opposite or other others our out outside over own part past people perhaps point police prior put quite rather rifle "
    "round said same saw second see seven several shall she should since small so some somehow soon south specifically still "
    "such such take than that the their them then there therefore these they things this those though three through thus to "
    "today together told tomorrow tonight too top troops two under unless until up upon us using very via victory view war was "
    "we well went were what when where whether which while who whom whose why will with within without would yes yesterday yet "
    "you young your neither besides except excepting excluding including concerning regarding amid amidst beneath atop alongside aboard onto "
    "toward towards lest whereas albeit throughout nearby likewise otherwise elsewhere similarly consequently accordingly furthermore "
    "additionally subsequently afterwards previously recently currently eventually formerly reportedly allegedly apparently presumably "
    "evidently maybe merely hardly barely scarcely whatever whoever whichever whenever wherever till "
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august "
    "september october november december spring summer autumn fall winter unlike ours reader question questions answer black "
    "white red green blue brown grey gray king queen prince church bridge field fields hill hills lake river forest best "
    "mission justice liberty union hope independence price page mobile reading nice orange media bath deal sandy rocky "
    "force forces army navy general colonel captain major sergeant president minister secretary chancellor colombo sources "
    "source report reports reporting western northern southern eastern central european north east west news times post "
    "facebook telegram twitter youtube google nato un osce isw mon tue wed thu fri sat sun jan feb mar apr jun jul aug sep sept oct "
    "nov dec gop ceo cnn bbc tv fbi cia pm am god lord christmas easter islam ramadan halloween thanksgiving mr mrs ms dr".split()
)
# Words that end in a full stop without ending a run of capitals: "St. Louis", "Gov. Smith".
SHORTENED = frozenset("st ft mt gov sen rep gen lt col sgt dr mr mrs ms prof rev hon capt maj pres".split())
# Words that make a longer name with what follows; where the gazetteer lacks that name, its last part is another place.
NAME_STARTERS = frozenset(
    "new old fort ft port lake mount mt cape camp saint st san santa santo sao los las el la le les al el ash bad nova novo de del di da "
    "isle point glen loch ben rio monte villa castle great little upper lower red black white big".split()
)
# A direction before a name leaves the name what it is: "North Korea" is in the gazetteer, "Northern Syria" is in Syria.
DIRECTIONS = frozenset(
    "north south east west northern southern eastern western central northeast northwest southeast southwest northeastern northwestern "
    "southeastern southwestern mid inner outer downtown uptown greater metro metropolitan mainland upstate rural coastal occupied "
    "near city town village region province state county oblast district".split()
)
# Heads of names of bodies that carry a place behind "of": "University of X", "Bank of X".
BODIES = frozenset(
    "university bank council church ministry embassy institute college school archbishop bishop diocese museum parliament senate house "
    "board department office court academy royal club society federation government chamber city commonwealth "
    "state".split()
)
# What stands after a town's name and speaks of its people and services: "Toretsk residents".
TOWN_FOLLOWERS = frozenset(
    "police residents resident mayor council councillor airport hospital suburb suburbs man woman men women native natives area district "
    "city town village county region state neighborhood neighbourhood courthouse downtown home office officials authorities streets "
    "market schools school community church court metropolitan border front direction sector axis airfield garrison".split()
)
SPEAKING = frozenset(
    "said says told added says wrote writes tweeted asked replied noted explained argued claimed insisted testified recalled "
    "thinks believes hopes joked".split()
)
# Prepositions that say less than "in": a person may be meant as well.
WEAK_LOCATIVE = {
    "from": 1.6,
    "to": 1.0,
    "of": 0.6,
    "for": 0.4,
    "leaving": 1.5,
    "left": 1.0,
    "visited": 1.0,
    "outside": 2.5,
}
# Nouns after which a capitalised name is a place of that kind: "the village of X", "the town X".
KIND_BEFORE = {
    **dict.fromkeys(("region", "oblast", "province", "krai", "republic", "territory"), "region"),
    **dict.fromkeys(
        ("city", "town", "village", "settlement", "suburb", "suburbs", "outskirts", "hamlet", "port", "streets"), "city"
    ),
    **dict.fromkeys(("river", "sea", "lake", "gulf", "strait"), "waterbody"),
    **dict.fromkeys(("highway", "road", "motorway", "route"), "road"),
}
# Small words inside a name: "Isle of the X", "Rio de X".
CONNECTORS = frozenset(
    "of the de la le les las los del du da do dos das di and upon on in am an der den el al en sur under by sous aux y".split()
)
# Ships bear the names of towns, and clubs stand before them.
SHIPS = frozenset(
    "cruiser destroyer frigate corvette submarine ship ships warship vessel tanker ferry boat carrier flagship minesweeper trawler "
    "freighter steamer tugboat icebreaker".split()
)
CLUBS = frozenset(
    "shakhtar dynamo dinamo zenit spartak lokomotiv cska metalist zorya vorskla real atletico inter fc fk bc hc ac as sporting athletic "
    "olympique bayer borussia hertha eintracht paok maccabi hapoel galatasaray".split()
)
# A plural noun behind a list says what all of its names are.
PLURAL_KINDS = {
    **dict.fromkeys(("oblasts", "regions", "provinces", "governorates", "counties", "states"), "region"),
    **dict.fromkeys(("cities", "towns", "villages", "settlements"), "city"),
}
# "the centre of X", "residents of X": what only places have.
PARTS_OF_PLACE = frozenset(
    "centre center outskirts edge heart middle streets suburbs suburb parts part rest area direction north south east west northeast "
    "northwest southeast southwest northwards southwards mayor residents inhabitants people defenders garrison gates approaches ruins "
    "skies sky vicinity environs bank banks".split()
)
# Words for kinds of land and directions: some hamlet bears each as its name, and is never meant.
LANDFORMS = frozenset(
    "coast coastal lakes lake city town village street county state valley river rivers park island islands mountain mountains hill hills "
    "beach bay point north south east west northern southern eastern western central centre center district region province "
    "country land lands plains plateau desert forest sea ocean gulf strait peninsula cape road square tower hall home house "
    "capital border frontier territory union republic kingdom empire federation gap pass crossing".split()
)
