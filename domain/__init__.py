"""The rules, pure: no clock, no settings, no broker. Given the same facts they say the same for ever."""
