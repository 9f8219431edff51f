package dev.coffer.kms.call;

import dev.coffer.kms.api.KmsError;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A piece of a sorted list. A marker holds the sort key of the last item handed out, so that pages stay right while items
 * come and go.
 *
 * @param nextMarker where the next page begins, if there is one
 */
public record Page<T>(List<T> items, Optional<String> nextMarker) {
    private static final String PREFIX = "v1:";

    /** Whether there is more. */
    public boolean truncated() {
        return nextMarker.isPresent();
    }

    /**
     * The sort key after which the page begins.
     *
     * @throws dev.coffer.aws.error.AwsException if KMS did not make the marker
     */
    public static Optional<String> after(Optional<String> marker) {
        return marker.map(Page::decode);
    }

    /** The number of items asked for. */
    public static int limit(Optional<Integer> limit, int usual, int max) {
        return Limits.range("limit", limit.orElse(usual), 1, max);
    }

    /**
     * The first {@code limit} items.
     *
     * @param sorted the items after the marker
     * @param sortKey an item's sort key
     */
    public static <T> Page<T> of(Iterator<T> sorted, int limit, Function<T, String> sortKey) {
        List<T> items = new ArrayList<>(Math.min(limit, 128));
        while (sorted.hasNext() && items.size() < limit) {
            items.add(sorted.next());
        }
        return new Page<>(
                List.copyOf(items),
                sorted.hasNext() ? Optional.of(encode(sortKey.apply(items.getLast()))) : Optional.empty());
    }

    private static String encode(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString((PREFIX + key).getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String marker) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(marker), StandardCharsets.UTF_8);
            if (text.startsWith(PREFIX)) {
                return text.substring(PREFIX.length());
            }
        } catch (IllegalArgumentException notBase64) {
            throw KmsError.INVALID_MARKER.because("Invalid marker");
        }
        throw KmsError.INVALID_MARKER.because("Invalid marker");
    }
}
