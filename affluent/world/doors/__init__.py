"""How the simulated world speaks: real HTTP with real signatures, through the public doors only."""
