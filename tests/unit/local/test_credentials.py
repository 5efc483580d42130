"""The secrets of a stack are made once and stay."""

from affluent.local.credentials import credentials_of


def test_secrets_are_the_same_at_every_start(tmp_path):
    assert credentials_of(tmp_path) == credentials_of(tmp_path)


def test_secrets_are_long_enough_and_differ(tmp_path):
    made = credentials_of(tmp_path)
    secrets = {made.token, made.click_secret, made.customer_secret}
    assert len(secrets) == 3
    assert min(map(len, secrets)) >= 32


def test_the_file_is_its_owners_only(tmp_path):
    credentials_of(tmp_path)
    assert (tmp_path / "credentials.json").stat().st_mode & 0o777 == 0o600


def test_a_shop_keeps_the_secret_that_was_made_up_for_it(tmp_path):
    first = credentials_of(tmp_path, shops=("7",)).shopify["7"]
    assert credentials_of(tmp_path, shops=("7", "8")).shopify["7"] == first


def test_a_secret_that_a_shop_gave_wins_over_a_made_up_one(tmp_path):
    credentials_of(tmp_path, shops=("7",))
    assert credentials_of(tmp_path, shops=("7",), told={"7": ("theirs",)}).shopify["7"] == ("theirs",)
