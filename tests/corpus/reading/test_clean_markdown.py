"""Markdown as generators extend it: what is no text goes, what is text stays, and captions stand beside it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.articles import process
from corpus.reading.items import Item
from tests.corpus.making import hostile, only, outcome
from tests.corpus.reading.test_markdown import passages


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ('By [18F]({{ "/" | url }}) and {{ page.title }} now.', ["By 18F and now."]),
        ("Run `{{ x }}` in {% raw %}`{{ y }}`{% endraw %}.", ["Run {{ x }} in {{ y }}."]),
        ('{% highlight sh %}\necho "{{ x }}"\n{% endhighlight %}', ['echo "{{ x }}"']),
        ("{% comment %}\nnot for readers\n{% endcomment %}\nText.", ["Text."]),
        ("```\na {% b %} <!-- c -->\n```", ["a {% b %} <!-- c -->"]),
        ("A song: {%a - }{%t}|{%b}.", ["A song: {%a - }{%t}|{%b}."]),
        ('[one][1] two\n\n[1]: {{ "/x" | url }}', ["one two"]),
        ("[vc_row][vc_column]Text.[/vc_column][/vc_row]", ["Text."]),
    ],
)
def test_template_tags_go_and_code_keeps_its_own(markdown: str, words: list[str]) -> None:
    assert passages(markdown) == words


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ('Lead. {: .lead }\n\n[Out](http://x){:target="_blank"} it goes.', ["Lead.", "Out it goes."]),
        ("* TOC\n{:toc}\n\nText.\n{: #id}", ["Text."]),
        ("Fine print {.font-alt-xs}", ["Fine print"]),
        (r"So $\sum_{n=0}^{N-1} x^{k=2}$ is two.", [r"So $\sum_{n=0}^{N-1} x^{k=2}$ is two."]),
        ("It says `{:?}` and {nothing}.", ["It says {:?} and {nothing}."]),
        ("As follows[^1]:\n\n[^1]: By whom.", ["As follows:", "By whom."]),
        ("Told[^1] so.\n\n[^1]: By whom,\n    and when.\n\nThe end.", ["Told so.", "The end.", "By whom, and when."]),
        ('m<sup>2</sup> and so<sup><a href="#fn1">1</a></sup>', ["m2 and so"]),
        ('!!! note "Mind"\n    The *step*.\n\nAfter.', ["Mind", "The step.", "After."]),
        (":::tip Try it\nInside.\n:::\n\nAfter.", ["Try it", "Inside.", "After."]),
        ("> [!NOTE]\n> Careful.", ["Careful."]),
        ("See [[Old Pier]], [[Piers|both]] and [[nodiscard]].", ["See Old Pier, both and [[nodiscard]]."]),
        ("Thanks :tada: at 10:30:05 or :no_such:", ["Thanks 🎉 at 10:30:05 or :no_such:"]),
        ("** Both piers **\n\n**North ** and south", ["Both piers", "North and south"]),
        ("##Close heading\nText.", ["Text."]),
        ('**"Both" piers:**repaired and **"open"**now', ['"Both" piers:repaired and "open"now']),
        ("Die **„Mole“**nseite, das Wort**„bau“** und *„so“*gar", ["Die „Mole“nseite, das Wort„bau“ und „so“gar"]),
        ("これは**「重要」**です。**大事**です。", ["これは「重要」です。大事です。"]),
        ("**One** and **two**s, 2 * 3) and 4*5 = 2**3, `**x:**y`", ["One and twos, 2 * 3) and 4*5 = 2**3, **x:**y"]),
        (
            '- **One**: a word.\n- **Two (2)**: more.\n\n**In "all"**, say **so**.',
            ["One: a word.", "Two (2): more.", 'In "all", say so.'],
        ),
        ("**种类**：布尔\n- **作用**：词 **很大 **", ["种类：布尔", "作用：词 很大"]),
        ("**A *b* c**: then **(d)**, **e *f***, g **(h)**", ["A b c: then (d), e f, g (h)"]),
        (':::: tabs :options="{ flat: false }"\n::: tab "One"\nText.\n:::\n::::', ["One", "Text."]),
        ("Fix ([[#4](http://x/4)](http://x/4)) and [[Old Pier]]", ["Fix (#4) and Old Pier"]),
        ("{% gallery " + "a cat. | " * 900 + "%}\nText.", ["Text."]),
        (r"\*\*Not:\*\*strong and **Note:** strong", ["**Not:**strong and Note: strong"]),
    ],
)
def test_marks_that_commonmark_does_not_know_go(markdown: str, words: list[str]) -> None:
    assert passages(markdown) == words


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("24. Dezember 2019", ["24. Dezember 2019"]),
        ("1994. A good year.\n1995. A better one.", ["1994. A good year.", "1995. A better one."]),
        ("5. Fifth.\n6. Sixth.", ["Fifth.", "Sixth."]),
        ('<ol start="24"><li>Dezember 2019</li></ol>', ["24. Dezember 2019"]),
        (
            "<ol start=1994>\n<li>A good year.</li>\n<li><p>A better.</p></li>\n</ol>",
            ["1994. A good year.", "1995. A better."],
        ),
        ("<ol><li>One.</li><li value='7'>Seven.</li><li>Eight.</li></ol>", ["One.", "7. Seven.", "Eight."]),
        ('<ol start="5"><li>Fifth.</li><li>Sixth.</li></ol>', ["Fifth.", "Sixth."]),
    ],
)
def test_numbers_of_lists_that_are_words_stay(markdown: str, words: list[str]) -> None:
    assert passages(markdown) == words


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("<style>\nh1 { color: red }\n\nh2 { x: y }\n</style>\nText.", ["Text."]),
        ('<div markdown="1">\nIn **bold**, [a link](/x)\n</div>', ["In bold, a link"]),
        ("<div>\n\n    <blockquote>\n    Said <b>she</b>.</blockquote>\n\n</div>", ["Said she."]),
        ("<table><tr><td>A</td><td>2</td></tr>\n<tr><td>B</td>\n<td>3</td></tr></table>", ["A | 2", "B | 3"]),
        ("<p>One<br>two</p><p>three</p>", ["One\ntwo", "three"]),
        ("<pre><code>a &lt; b\n  * c</code></pre>", ["a < b\n* c"]),
        ("Before.\n\n      Bodhi [Zazen](//x.org/a): more\n      **of it**", ["Before.", "Bodhi Zazen: more of it"]),
        ("Before.\n\n    x = a ** b\n    # more_of *it*", ["Before.", "x = a ** b\n# more_of *it*"]),
    ],
)  # fmt: skip
def test_markdown_in_html_and_set_in_is_read_as_markdown_and_code_is_not(markdown: str, words: list[str]) -> None:
    assert passages(markdown) == words


def test_captions_stand_beside_the_text() -> None:
    figure = '<figure><img src="x" alt="A pier"><figcaption>By <i>Ann</i></figcaption></figure>'
    hugo = '{{< figure src="y" caption="In Hugo" >}}'
    article = only(outcome(f"Text.\n\n{figure}\n\n![Another](z.png)\n\n{hugo}", "page.md"))
    assert [passage.text for passage in article.passages] == ["Text."]
    assert {one.text for one in article.furniture if one.role == "caption"} == {
        "By Ann",
        "A pier",
        "Another",
        "In Hugo",
    }


def test_footnotes_stand_below_no_heading() -> None:
    article = only(outcome("Lead.\n\n## Costs\n\nMuch[^a].\n\n[^a]: Two million.", "page.md"))
    assert [(one.text, one.heading) for one in article.passages] == [
        ("Lead.", ""),
        ("Much.", "Costs"),
        ("Two million.", ""),
    ]


def test_mdx_is_read_without_its_javascript() -> None:
    mdx = "import A from 'a'\nexport const meta = {\n  x: 1,\n}\n\n# Piers\n\n<Tabs>\n\n{/* no */}In a tab.\n\n</Tabs>"
    article = only(outcome(mdx, "page.mdx"))
    assert (article.title, [one.text for one in article.passages]) == ("Piers", ["In a tab."])


@pytest.mark.parametrize(
    ("path", "markdown", "title"),
    [
        ("2019-05-07-both-piers-repaired.md", "Words.", "Both piers repaired"),
        ("2019/both_piers_repaired/index.md", "Words.", "Both piers repaired"),
        ("2019/piers.md", "Words.", "Words."),
        ("2019/both-piers-repaired.md", "### At the piers\n\nWords.", "At the piers"),
        ("piers.md", "---\ntitle: '{{ x }}Both piers'\n---\nWords.", "Both piers"),
    ],
)
def test_without_a_title_the_first_heading_and_then_the_files_name_stand_in(
    path: str, markdown: str, title: str
) -> None:
    assert only(outcome(markdown, path)).title == title


PIECES = (
    "{% |%}|{{|}}|<!--|-->|`|```\n|<div>|</|**|[^a]|[[|]]|    |\n\n|!!! note\n|:::|{: |}|<table><tr><td>|#|*|w"
    "|<style>|\x00|> |="
).split("|")


@hostile
@given(st.lists(st.sampled_from(PIECES), max_size=120), st.sampled_from([".md", ".mdx", ".rst", ".org", ".html"]))
def test_no_heap_of_marks_is_a_trap(pieces: list[str], ending: str) -> None:
    found = process(Item(f"a{ending}", f"a{ending}", None, "".join(pieces).encode()))
    assert found.reason or found.left_out or found.articles


MARKS = ["{% ", "{{", "<!--", "`", "**a", "[^a]: ", "[[a", "<div ", "<tr><td>", "{: ", "<style>", "!["]


@pytest.mark.parametrize("piece", MARKS)
def test_much_of_one_mark_takes_no_time(piece: str) -> None:
    assert outcome(piece * 3_000 + " end", "page.md").left_out is None


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("24. Dezember 2019 war der Tag.\n\nText.", ["24. Dezember 2019 war der Tag.", "Text."]),
        ("1994. A good year.\n1995. A bad one.", ["1994. A good year.", "1995. A bad one."]),
        ("1. One thing.\n2. And another.", ["One thing.", "And another."]),
        ("1. Only this.", ["Only this."]),
        ("- 12. March it was.\n- 13. March it was not.", ["12. March it was.", "13. March it was not."]),
    ],
)
def test_a_number_that_begins_a_sentence_is_not_taken_for_a_list(markdown: str, words: list[str]) -> None:
    assert [one for text in passages(markdown) for one in text.split("\n")] == words
