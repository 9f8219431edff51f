package dev.coffer.cli.demo;

/**
 * What became of one claim.
 *
 * @param holds whether what was found is as expected
 */
record Finding(Claim claim, String expected, String found, boolean holds) {
    /** One that holds where what was found is what was expected. */
    Finding(Claim claim, String expected, String found) {
        this(claim, expected, found, expected.equals(found));
    }
}
