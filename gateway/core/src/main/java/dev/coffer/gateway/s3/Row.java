package dev.coffer.gateway.s3;

import dev.coffer.gateway.s3.request.S3Request;
import dev.coffer.gateway.s3.request.S3Target.Level;
import java.util.List;
import java.util.Optional;

/**
 * A line of the operation table.
 *
 * @param operation its name in AWS's documentation
 * @param parameters query parameters that must be there; none: no sub-resource may be asked for
 * @param header a header that must be there
 */
record Row(
        String operation,
        String method,
        Level level,
        List<String> parameters,
        Optional<String> header,
        Handler handler) {

    boolean matches(S3Request request) {
        return method.equals(request.head().method())
                && level == request.target().level()
                && (parameters.isEmpty()
                        ? !request.query().hasAny(SubResources.NAMES)
                        : parameters.stream().allMatch(request.query()::has))
                && header.map(h -> request.header(h).isPresent()).orElse(true);
    }
}
