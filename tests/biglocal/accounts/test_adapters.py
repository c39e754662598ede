"""Second-factor secrets are not kept in the clear, and survive a change of the key."""

from biglocal.accounts.adapters import MFAAdapter


def test_a_secret_is_kept_encrypted():
    adapter = MFAAdapter()
    kept = adapter.encrypt("JBSWY3DPEHPK3PXP")
    assert "JBSWY3DPEHPK3PXP" not in kept
    assert adapter.decrypt(kept) == "JBSWY3DPEHPK3PXP"


def test_a_secret_outlives_the_key_it_was_kept_under(settings):
    kept = MFAAdapter().encrypt("JBSWY3DPEHPK3PXP")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "a newer key"
    assert MFAAdapter().decrypt(kept) == "JBSWY3DPEHPK3PXP"
