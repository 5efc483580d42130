"""From the raw topics to the journal: validate, refuse with reason, address, bundle. Nothing is decided here."""
