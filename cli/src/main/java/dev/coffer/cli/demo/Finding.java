package dev.coffer.cli.demo;

/** What became of one claim: it holds where what was found is what was expected. */
record Finding(Claim claim, String expected, String found) {
    boolean holds() {
        return expected.equals(found);
    }
}
