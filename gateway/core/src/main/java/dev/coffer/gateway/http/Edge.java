package dev.coffer.gateway.http;

/** One protocol on the public port (S3, KMS, CloudTrail, STS, admin): a CDI bean; the first that accepts, answers. */
public interface Edge {

    /** Lower is asked first; S3 accepts everything and comes last, at 1000. */
    int order();

    /** Whether this request is of this protocol; by its head only. */
    boolean accepts(RequestHead head);

    /** The protocol's name in metrics. */
    default String protocol() {
        return "s3";
    }

    /** How this protocol names its requests. */
    default RequestIdStyle requestIds() {
        return RequestIdStyle.S3;
    }

    /**
     * Answers on a virtual thread; renders its own errors. What it throws all the same is logged with the request id and
     * answered as a 500 without details.
     */
    Response handle(Request request);
}
