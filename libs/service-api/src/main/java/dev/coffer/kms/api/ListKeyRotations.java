package dev.coffer.kms.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The rotations of a key, oldest first.
 *
 * @param includeKeyMaterial {@code ALL_KEY_MATERIAL}: the first material too; {@code ROTATIONS_ONLY} or none
 */
public record ListKeyRotations(
        String keyId, Optional<String> includeKeyMaterial, Optional<Integer> limit, Optional<String> marker)
        implements KmsControlOperation<ListKeyRotations.Result> {
    /** A page. */
    public record Result(List<Rotation> rotations, Optional<String> nextMarker, boolean truncated) {
        /** Copies the collections. */
        public Result {
            rotations = List.copyOf(rotations);
        }
    }

    /** One material; the first one has neither date nor type. */
    public record Rotation(
            String keyId,
            String keyMaterialId,
            String keyMaterialState,
            Optional<Instant> rotationDate,
            Optional<String> rotationType) {}
}
