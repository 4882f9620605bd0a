from fixtures.tagging import gold, silver


class Marking:
    """A teacher that knows one name."""

    def tags(self, document):
        return [["B-PER" if sign == "王" else "I-PER" if sign == "磊" else "O" for sign in segment.text]
                for segment in document.segments]  # fmt: skip


def test_sentences_are_cut_at_their_ends_made_simplified_and_headings_are_none():
    text = "王磊去了上海的學校。他說：「下午到場，請各位等一等。」 短句。\nOnly English words stand here."
    assert silver.sentences(text) == ["王磊去了上海的学校。", "他说：「下午到场，请各位等一等。」"]


def test_marked_sentences_are_read_as_gold_and_those_of_gold_are_left_out(tmp_path):
    known = "王 磊那天没有去上海的学校。"
    paragraphs = ["王磊 去了上海的学校。王磊那天没有去上海的学校。", "王磊 去了上海的学校。王磊那天没有去上海的学校。"]
    (tmp_path / "silver").write_text("".join(silver.marked(paragraphs, Marking(), known.replace(" ", ""))), "utf-8")
    ((sentence,),) = gold.uner(tmp_path / "silver")
    assert sentence == gold.Text("王磊 去了上海的学校。", ((0, 2, "PER"),))
