"""Make data/words/english.csv: words, given names and surnames that are also names of places, to tell the ones from the others.

python -m tests.recipes.words INDEX.sqlite WORDLIST dist.male.first dist.female.first dist.all.last

WORDLIST is SCOWL's American English (Debian: wamerican), the `dist` files are the name frequencies of the US Census of 1990 (public
domain), INDEX is the compiled gazetteer, from which only the one-word names are taken.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import sqlite3
import sys
from pathlib import Path

OUT = Path(__file__).parents[2] / "data" / "words" / "english.csv"
MOST_GIVEN, MOST_SURNAMES = 1_300, 12_000
# Given names of the countries that war reports tell of, in press spelling; set by hand.
GIVEN_ELSEWHERE = """
abdul abdullah ahmad ahmed akbar aleksandr aleksei aleksey alexander alexandr alexei alexey ali amir anatoly andrei andrej andrey andrii
andriy anton arkady arseniy artem artyom asad bashar bogdan bohdan boris borys dmitri dmitriy dmitry dmytro ebrahim emmanuel erdogan
evgeny fedor fyodor gennady georgi georgy giorgi grigory hamid hasan hassan hryhoriy hussein ibrahim igor ihor ilya imran irina iryna
ivan jens jiang jinping jong jose juan kaja karim kateryna khaled khalid kim kirill kostiantyn kyrylo leonid lukas lyudmyla mahmoud
maksym maria mariya marko mateusz maxim mehmet mette mikhail mohamed mohammad mohammed moshe muhammad mustafa mykhailo mykola nadezhda
narendra nataliya natalia nikita nikolai nikolay oksana olaf oleg oleh oleksandr oleksii oleksiy olena olga olha omar osama pavel pavlo
pedro petr petro philippe pierre piotr putin radek rafael rashid recep reza roman rostyslav ruslan rustem sanna sergei sergey serhii
serhiy sergio sevgil shimon svetlana svitlana taras tariq tayyip tetiana timur ursula valentyn valentin valeriy valery vadim vadym
vasily vasyl victor viktor vitali vitaliy vitaly vitalii vladimir vladislav vladyslav volodymyr vyacheslav wang xi yahya yair yaroslav
yevgeny yevhen yitzhak yoav yulia yuliia yuri yurii yuriy yury zelensky zhang
""".split()


def main(index: str, words: str, male: str, female: str, surnames: str) -> None:
    """Write the table and its sidecar."""
    with sqlite3.connect(f"file:{index}?mode=ro", uri=True) as connection:
        keys = {
            key for (key,) in connection.execute("SELECT DISTINCT key FROM name") if key.isascii() and key.isalpha()
        }
    lower = {
        word for word in Path(words).read_text("utf-8").split() if word.isascii() and word.isalpha() and word.islower()
    }
    given = {*_ranked(male)[:MOST_GIVEN], *_ranked(female)[:MOST_GIVEN], *GIVEN_ELSEWHERE}
    last = set(_ranked(surnames)[:MOST_SURNAMES])
    classes = {"word": {word for word in lower & keys if len(word) > 2}, "given": given, "surname": last & keys}
    buffer = io.StringIO(newline="")
    table = csv.writer(buffer, lineterminator="\n")
    table.writerow(("word", "classes"))
    every = sorted(set().union(*classes.values()))
    table.writerows((word, "|".join(name for name, members in classes.items() if word in members)) for word in every)
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(buffer.getvalue(), "utf-8")
    sidecar = {
        "title": "English words, given names and surnames that place names are mistaken for",
        "publisher": "Frontline",
        "url": "https://wordlist.aspell.net/",
        "retrieved_at": "2026-11-22T20:30:00Z",
        "licence": "LicenseRef-SCOWL AND LicenseRef-public-domain",
        "attribution": "SCOWL, Copyright 2000-2011 by Kevin Atkinson; US Census Bureau 1990; The Frontline developers",
        "sha256": hashlib.sha256(OUT.read_bytes()).hexdigest(),
        "rows": len(every),
        "recipe": "python -m tests.recipes.words: SCOWL words and Census surnames that are one-word names in the gazetteer, "
        "the commonest Census given names, and given names set by hand",
        "caveats": "SCOWL: permission to use, copy, modify, distribute and sell these word lists is hereby granted without fee, "
        "provided that the copyright notice and this permission notice appear in all copies. Provided as is, without warranty.",
    }
    OUT.with_name(OUT.name + ".source.json").write_text(
        json.dumps(sidecar, indent=1, ensure_ascii=False) + "\n", "utf-8"
    )


def _ranked(path: str) -> list[str]:
    return [line.split()[0].lower() for line in Path(path).read_text("utf-8").splitlines() if line.strip()]


if __name__ == "__main__":
    main(*sys.argv[1:])
