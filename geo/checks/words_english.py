"""Words of English claims that decide what is measured."""

from __future__ import annotations

from geo.checks.wording import Words, near, pattern

_ADVANCE = r"advanc|gains?\b|push|progress|pace\b|rate\b|tempo\b|speed\b|momentum|movement|captur|seiz|conquest|territor|ground\b"
_FASTER = (
    r"accelerat(?:e|es|ed|ing|ion)|sp(?:ed|eeds?|eeding)\sup|quicken(?:s|ed|ing)?|faster|more\s(?:quickly|rapidly)|"
    r"gather(?:s|ed|ing)?\s(?:pace|speed|momentum)|pick(?:s|ed|ing)?\sup\s(?:the\s)?(?:pace|speed|steam|momentum)|gain(?:s|ed|ing)?\s(?:pace|momentum)|"
    r"(?:increas|doubl|tripl|redoubl)(?:e|es|ed|ing)\s(?:\w{1,12}\s){0,2}(?:pace|rate|tempo|speed)"
)
_SLOWER = (
    r"slow(?:s|ed|ing)(?:\sdown)?|slow\sdown|slower|more\sslowly|decelerat(?:e|es|ed|ing|ion)|los(?:e|es|t|ing)\s(?:momentum|steam|pace|speed)|"
    r"(?:reduc|decreas|halv)(?:e|es|ed|ing)\s(?:\w{1,12}\s){0,2}(?:pace|rate|tempo|speed)"
)

ENGLISH = Words(
    faster=pattern(near(_FASTER, _ADVANCE)),
    slower=pattern(near(_SLOWER, _ADVANCE)),
    superlative=pattern(
        r"(?:biggest|largest|greatest|fastest|quickest|swiftest|heaviest|worst|highest|record|most|more\s(?:\w{1,15}\s){0,4}than\s(?:in|at|during)\sany)\b"
        r"[^.;!?]{0,80}?\bsince\b"
    ),
    units=(
        ("month", pattern(r"month(?:s|ly)?\b|in\s(?:January|February|March|April|May|June|July|August|September)\b")),
        ("month", pattern(r"in\s(?:October|November|December)\b")),
        ("week", pattern(r"week(?:s|ly)?\b")),
        ("day", pattern(r"(?:in|on)\s(?:a|any)\s(?:single\s)?day\b|daily\b|single\sday\b")),
    ),
    horizons=(
        (14, pattern(r"(?:with)?in\s(?:two|2|a\scouple\sof)\sweeks\b")),
        (31, pattern(r"(?:with)?in\s(?:a|one|the\snext)\smonth\b")),
        (
            30,
            pattern(
                r"about\sto\b|on\sthe\s(?:verge|brink|point)\sof\b|poised\sto\b|imminent|any\s(?:day|moment|time)\snow\b|"
                r"(?:with)?in\s(?:a\smatter\sof\s|the\s(?:coming|next)\s)?(?:few\s)?days\b|close\sto\s\w{3,12}ing\b"
            ),
        ),
        (
            90,
            pattern(
                r"soon\b|rapid(?:ly)?\b|quickly\b|shortly\b|before\slong\b|swift(?:ly)?\b|in\sthe\snear\sfuture\b|"
                r"(?:with)?in\s(?:a\smatter\sof\s|the\s(?:coming|next)\s)?(?:few\s)?weeks\b"
            ),
        ),
    ),
    this_year=pattern(
        r"this\syear\b|(?:by|before)\s(?:the\s)?(?:end\sof\s(?:the\s|this\s)?year|year[’']?s?[\s-]end)\b"
    ),
    vague=pattern(
        r"huge|massive|major|big|large|small|minor|significant|substantial|considerable|enormous|vast|sweeping|modest|slight|"
        r"marginal|limited|incremental|tactical|notable|impressive|serious"
    ),
    positions=pattern(
        r"(?:from|out\sof|off|of)\s(?:their|its|several|the|some|many)\s(?:\w{1,15}\s){0,2}(?:positions?|trench)|positions\b"
    ),
)
