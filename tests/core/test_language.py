from __future__ import annotations

from gettext import NullTranslations
from threading import Thread

from core.language import mark, say, say_many, speaking


class Shouting(NullTranslations):
    """A language that says everything in capitals and has its own form for two."""

    def gettext(self, message: str) -> str:
        return message.upper().replace("{NAME}", "{name}")

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return "a pair" if n == 2 else super().ngettext(msgid1, msgid2, n)


def test_values_stand_where_they_are_named():
    assert say("{name} is {value:g}.", name="k", value=8.0) == "k is 8."


def test_a_count_takes_the_form_of_its_number_and_is_grouped():
    said = [say_many("{count} type of {what}", "{count} types of {what}", n, what="x") for n in (1, 2, 1200)]
    assert said == ["1 type of x", "2 types of x", "1,200 types of x"]


def test_a_marked_sentence_is_translated_where_it_is_shown():
    sentence = mark("{name} is blank.")
    with speaking(Shouting()):
        assert say(sentence, name="k") == "k IS BLANK."
        assert say_many("one", "many", 2) == "a pair"
    assert say(sentence, name="k") == "k is blank."


def test_another_thread_speaks_its_own_language():
    said = []
    with speaking(Shouting()):
        thread = Thread(target=lambda: said.append(say("word")))
        thread.start()
        thread.join()
    assert said == ["word"]
