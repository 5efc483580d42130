"""What was written once is no news."""

from consumers.news import News


def test_a_row_is_news_until_it_is_stored():
    news = News()
    assert news.of([(1, "ann"), (2, "bob"), (1, "ann")]) == [(1, "ann"), (2, "bob")]
    assert news.of([(1, "ann")]) == [(1, "ann")], "an insert that failed must be tried again"
    news.stored([(1, "ann")])
    assert news.of([(1, "ann"), (2, "bob")]) == [(2, "bob")]
