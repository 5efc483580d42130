"""A plan pins each link and code to its terms, and lets them follow when those change."""

from datetime import timedelta

from events.catalog import Collaboration, Link
from events.moments import to_ms
from tests.unit.domain.catalog_plan_parts import (
    CAMPAIGN,
    COLLABORATION,
    LATER,
    LINK,
    NOW,
    a_book,
    a_document,
    changes,
    plan,
    version,
)


def test_a_first_document_is_all_new_and_pinned_to_the_terms_of_its_time() -> None:
    first = plan(a_document())
    assert set(changes(first).values()) == {"new"}
    at = to_ms(NOW)
    assert version(first, "collaboration").campaign_version == f"summer@{at}"
    assert version(first, "link").collaboration_version == f"lena-summer@{at}"
    assert version(first, "code").collaboration_version == f"lena-summer@{at}"


def test_new_terms_of_a_campaign_are_followed_by_all_that_hangs_on_it() -> None:
    followed = plan({"campaigns": [CAMPAIGN | {"allowed_lateness_s": 3600}]}, a_book(), LATER)
    at = to_ms(LATER)
    assert changes(followed) == {
        "campaign:summer": "changed",
        "collaboration:lena-summer": "follows",
        "link:link": "follows",
        "code:shop-1/lena10": "follows",
    }
    assert version(followed, "collaboration").campaign_version == f"summer@{at}"
    assert version(followed, "link").collaboration_version == f"lena-summer@{at}"
    assert version(followed, "code").collaboration_version == f"lena-summer@{at}"
    assert version(followed, "link").valid_from == LATER


def test_what_follows_was_known_as_soon_as_the_terms_it_follows() -> None:
    told = {"valid_from": LATER.isoformat(), "recorded_at": (LATER - timedelta(hours=1)).isoformat()}
    followed = plan({"collaborations": [COLLABORATION | {"lookback_s": 60} | told]}, a_book(), LATER + timedelta(days=9))
    assert version(followed, "code").recorded_at == LATER - timedelta(hours=1)


def test_what_has_a_version_of_its_own_at_that_time_needs_no_second_one() -> None:
    document = {"collaborations": [COLLABORATION | {"commission_rate": "0.2"}], "links": [LINK | {"slug": "lena2"}]}
    planned = plan(document, a_book(), LATER)
    assert changes(planned) == {
        "collaboration:lena-summer": "changed",
        "link:link": "changed",
        "code:shop-1/lena10": "follows",
    }
    assert version(planned, "link").collaboration_version == f"lena-summer@{to_ms(LATER)}"


def test_what_does_not_hang_on_the_terms_does_not_follow() -> None:
    other = {"id": "max-summer", "campaign": "summer", "creator": "lena"}
    book = a_book(a_document(collaborations=[COLLABORATION, other], links=[LINK], codes=[]))
    planned = plan({"collaborations": [other | {"commission_rate": "0.5"}]}, book, LATER)
    assert changes(planned) == {"collaboration:max-summer": "changed"}


def test_a_link_told_late_follows_the_terms_that_changed_since_it_began() -> None:
    times = [NOW - timedelta(days=30), NOW - timedelta(days=10)]
    terms = [
        COLLABORATION | {"valid_from": at.isoformat(), "commission_rate": rate}
        for at, rate in zip(times, ("0.1", "0.2"), strict=True)
    ]
    early = {name: [one | {"valid_from": times[0].isoformat()} for one in listed] for name, listed in a_document().items()}
    book = a_book(early | {"collaborations": terms, "links": [], "codes": []})
    planned = plan({"links": [LINK | {"valid_from": (NOW - timedelta(days=20)).isoformat()}]}, book)
    links = [entry for entry in planned.versions if isinstance(entry, Link)]
    assert [link.collaboration_version for link in links] == [f"lena-summer@{to_ms(at)}" for at in times]
    assert links[1].valid_from == times[1]


def test_several_versions_of_one_thing_may_come_in_one_document_in_any_order() -> None:
    times = [NOW - timedelta(days=days) for days in (30, 10)]
    early = {name: [one | {"valid_from": times[0].isoformat()} for one in listed] for name, listed in a_document().items()}
    terms = [COLLABORATION | {"valid_from": at.isoformat(), "lookback_s": 60} for at in times]
    terms[1]["lookback_s"] = 120
    planned = plan(early | {"collaborations": terms[::-1]})
    collaborations = [entry for entry in planned.versions if isinstance(entry, Collaboration)]
    links = [entry for entry in planned.versions if isinstance(entry, Link)]
    assert [entry.lookback_s for entry in collaborations] == [60, 120]
    assert [entry.collaboration_version for entry in links] == [entry.ref for entry in collaborations]


def test_a_generic_code_has_no_terms() -> None:
    assert version(plan({"codes": [{"shop": "shop-1", "code": "WELCOME"}]}), "code").collaboration_version is None
