package dev.coffer.aws;

import java.util.regex.Pattern;

/** A twelve-digit AWS account number. */
public record AccountId(String value) {
    private static final Pattern SHAPE = Pattern.compile("\\d{12}");

    /** @throws IllegalArgumentException if {@code value} is not twelve digits */
    public AccountId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("not an account id: " + value);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
