package dev.coffer.policy;

/** Matches text against a pattern of code points and wildcards, in constant memory and without recursion. */
final class Glob {
    /** Any number of characters. */
    static final int RUN = -1;

    /** Exactly one character. */
    static final int ONE = -2;

    private Glob() {}

    /**
     * Greedy with one point of return: where a literal fails, the last {@link #RUN} takes one character more. The product
     * of the lengths bounds the time.
     */
    static boolean matches(int[] pattern, String text, boolean ignoreCase) {
        int p = 0;
        int t = 0;
        int runAt = -1;
        int runEnd = 0;
        while (t < text.length()) {
            int code = text.codePointAt(t);
            if (p < pattern.length && pattern[p] == RUN) {
                runAt = p++;
                runEnd = t;
            } else if (p < pattern.length && (pattern[p] == ONE || same(pattern[p], code, ignoreCase))) {
                p++;
                t += Character.charCount(code);
            } else if (runAt >= 0) {
                runEnd += Character.charCount(text.codePointAt(runEnd));
                t = runEnd;
                p = runAt + 1;
            } else {
                return false;
            }
        }
        while (p < pattern.length && pattern[p] == RUN) {
            p++;
        }
        return p == pattern.length;
    }

    private static boolean same(int one, int other, boolean ignoreCase) {
        return one == other
                || (ignoreCase
                        && Character.toLowerCase(Character.toUpperCase(one))
                                == Character.toLowerCase(Character.toUpperCase(other)));
    }
}
