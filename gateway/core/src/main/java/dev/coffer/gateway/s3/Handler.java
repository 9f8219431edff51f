package dev.coffer.gateway.s3;

import dev.coffer.gateway.http.Response;
import dev.coffer.gateway.s3.request.S3Request;

/** Answers the requests of one operation. */
@FunctionalInterface
interface Handler {
    Response handle(S3Request request);
}
