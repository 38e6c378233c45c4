"""Made-up words and sentences, the same for the same seed.

The words mean nothing; what counts is that there are thousands of forms, sentences of ordinary
length, and function words between them, so that Markdown, search and compression meet text with
the statistics of text.
"""

import random
from collections.abc import Sequence
from itertools import pairwise

ONSETS = "b br c cl cr d dr f fl g gr h k l m n p pl pr qu r s sc sh sl sp st t th tr v w"
VOWELS = "a e i o u ai ea ee ou oa"
CODAS = "b ck d ft g l ld lt m mp n nd nk nt p r rd rk rm rn s sk st t"
PARTS = "cal con den dis fer gan lam men mor nor par pen ran sen tal tem ter val ven ver"
NOUN_ENDS = ["", "", "", "er", "ing", "ment", "ness", "ion", "age", "ery"]
ADJECTIVE_ENDS = ["al", "ive", "ous", "ic", "ful", "less", "ary", "ed", ""]
OCCUPATIONS = (
    "engineer technician analyst designer inspector planner operator adviser researcher "
    "mechanic coordinator specialist assistant instructor surveyor officer therapist scientist "
    "architect producer fitter editor buyer examiner welder driver nurse teacher counsellor "
    "machinist"
)
CLOSINGS = (
    "after the first week",
    "before anyone asks",
    "when the season turns",
    "at the end of the shift",
    "while the rest of the team waits",
    "as the rules require",
    "in most places",
    "without being told",
)


class Vocabulary:
    """Words of one language that nobody speaks, and sentences made of them."""

    def __init__(self, seed: int) -> None:
        # The words belong to the seed of the site, the order of their use to the seed of a record.
        source = random.Random(f"words {seed}")
        taken: set[str] = set()
        self.nouns = self._words(source, taken, 1400, NOUN_ENDS)
        self.verbs = self._words(source, taken, 500, [""])
        self.adjectives = self._words(source, taken, 600, ADJECTIVE_ENDS)

    @staticmethod
    def _words(
        source: random.Random, taken: set[str], count: int, ends: Sequence[str]
    ) -> list[str]:
        words: list[str] = []
        while len(words) < count:
            word = source.choice(ONSETS.split()) + source.choice(VOWELS.split())
            if source.random() < 0.6:
                word += source.choice(CODAS.split())
            else:
                word += source.choice("bdglmnprtv") + source.choice(PARTS.split())
            word += source.choice(ends)
            if len(word) > 3 and word not in taken:
                taken.add(word)
                words.append(word)
        return words


def pick(source: random.Random, words: Sequence[str]) -> str:
    """Choose a word; those at the front of the list come up more often, as in real text."""
    return words[int(len(words) * source.random() ** 2)]


class Writer:
    """Writes prose for one record; the same seed writes the same prose."""

    def __init__(self, vocabulary: Vocabulary, seed: str) -> None:
        self.words = vocabulary
        self.source = random.Random(seed)

    def noun(self) -> str:
        """A noun, now and then with an adjective."""
        word = pick(self.source, self.words.nouns)
        if self.source.random() < 0.35:
            return f"{pick(self.source, self.words.adjectives)} {word}"
        return word

    def verb(self) -> str:
        """A verb in the third person."""
        word = pick(self.source, self.words.verbs)
        return word + ("es" if word.endswith(("s", "sh", "ck")) else "s")

    def clause(self) -> str:
        """Five to nine words around one verb, without a capital."""
        article = self.source.choice(("the", "a", "every", "the", "another"))
        link = self.source.choice(("of the", "for the", "with a", "from the", "behind the"))
        clause = f"{article} {self.noun()} {self.verb()} the {self.noun()}"
        return clause if self.source.random() < 0.4 else f"{clause} {link} {self.noun()}"

    def sentence(self) -> str:
        """One sentence of 10 to 25 words, with its full stop."""
        text = self.clause()
        chance = self.source.random()
        if chance < 0.3:
            text += f", and {self.clause()}"
        elif chance < 0.5:
            text += f"; {self.clause()}"
        elif chance < 0.75:
            text += f" {self.source.choice(CLOSINGS)}"
        return text[0].upper() + text[1:] + "."

    def paragraph(self, sentences: int) -> str:
        """Some sentences; one word in about fifty is emphasised."""
        found = [self.sentence() for _ in range(sentences)]
        if self.source.random() < 0.5:
            at = self.source.randrange(sentences)
            words = found[at].rstrip(".").split(" ")
            mark = self.source.choice(("*", "*", "**", "`"))
            inner = [n for n, word in enumerate(words) if word.isalpha() and n]
            chosen = self.source.choice(inner)
            words[chosen] = f"{mark}{words[chosen]}{mark}"
            found[at] = " ".join(words) + "."
        return " ".join(found)

    def item(self) -> str:
        """An item of a list: a short sentence without a full stop."""
        text = self.clause()
        return text[0].upper() + text[1:]

    def duty(self) -> str:
        """A duty: starts with a verb in the third person."""
        text = f"{self.verb()} the {self.noun()} of the {self.noun()}, so that {self.clause()}"
        return text[0].upper() + text[1:] + "."

    def heading(self, words: int = 3) -> str:
        """A heading of a few words."""
        text = " ".join(
            [pick(self.source, self.words.adjectives)]
            + [self.words.nouns[self.source.randrange(1400)] for _ in range(words - 1)]
        )
        return text[0].upper() + text[1:]

    def phrase(self) -> str:
        """Two words for a list of facts, with a capital."""
        text = f"{pick(self.source, self.words.adjectives)} {pick(self.source, self.words.nouns)}"
        return text[0].upper() + text[1:]


def split_evenly(total: int, parts: int) -> list[tuple[int, int]]:
    """Cut ``range(total)`` into bounds of nearly equal parts."""
    bounds = [total * part // parts for part in range(parts + 1)]
    return list(pairwise(bounds))
