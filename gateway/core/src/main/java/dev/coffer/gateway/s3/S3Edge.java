package dev.coffer.gateway.s3;

import dev.coffer.api.BodyAbortedException;
import dev.coffer.aws.Region;
import dev.coffer.aws.error.AwsException;
import dev.coffer.aws.error.S3Error;
import dev.coffer.aws.uri.Query;
import dev.coffer.gateway.api.PolicySets;
import dev.coffer.gateway.authentication.S3Authentication;
import dev.coffer.gateway.authentication.S3Identity;
import dev.coffer.gateway.directory.BucketDirectory;
import dev.coffer.gateway.directory.RegionStates;
import dev.coffer.gateway.http.Edge;
import dev.coffer.gateway.http.Headers;
import dev.coffer.gateway.http.Request;
import dev.coffer.gateway.http.RequestHead;
import dev.coffer.gateway.http.Response;
import dev.coffer.gateway.s3.answer.ErrorAnswers;
import dev.coffer.gateway.s3.request.CopySources;
import dev.coffer.gateway.s3.request.HostNames;
import dev.coffer.gateway.s3.request.S3Request;
import dev.coffer.gateway.s3.request.S3Target;
import dev.coffer.platform.config.ServedRegions;
import dev.coffer.platform.time.CofferClock;
import dev.coffer.platform.trace.Traces;
import dev.coffer.storage.api.BucketName;
import dev.coffer.storage.api.StorageApi;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** S3 on the public port: everything that no other protocol wants. */
@ApplicationScoped
public class S3Edge implements Edge {
    private static final Logger LOG = Logger.getLogger(S3Edge.class);
    private static final int LAST = 1000;
    /** Half of the shortest time that clients wait for bytes by default. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final S3Authentication authentication;
    private final BucketDirectory directory;
    private final List<Region> served;
    private final HostNames hosts;
    private final Operations operations;

    @Inject
    S3Edge(
            S3Authentication authentication,
            BucketDirectory directory,
            StorageApi storage,
            PolicySets policies,
            ServedRegions regions,
            RegionStates states,
            CofferClock clock,
            @ConfigProperty(name = "coffer.endpoint") Optional<String> endpoint) {
        this(
                authentication,
                directory,
                new RunningRegions(storage, states::isStopped),
                policies,
                regions.all(),
                (InstantSource) clock::real,
                endpoint);
    }

    S3Edge(
            S3Authentication authentication,
            BucketDirectory directory,
            StorageApi storage,
            PolicySets policies,
            List<Region> served,
            InstantSource time,
            Optional<String> endpoint) {
        this.authentication = authentication;
        this.directory = directory;
        this.served = served;
        this.hosts = new HostNames(endpoint);
        this.operations = new Operations(
                new StorageCalls(storage, new SlowAnswers(PATIENCE)),
                new BucketActions(directory, storage, served, new ListBucketsRight(policies, time)),
                new CopySources(directory));
    }

    @Override
    public int order() {
        return LAST;
    }

    @Override
    public boolean accepts(RequestHead head) {
        return true;
    }

    @Override
    public Response handle(Request request) {
        Optional<BucketDirectory.Entry> entry = Optional.empty();
        try {
            S3Target target = S3Target.of(request.head(), hosts);
            Query query = Query.parse(request.head().rawQuery()).orElseThrow(S3Error.INVALID_URI::error);
            entry = target.bucket().map(BucketName::new).flatMap(directory::find);
            entry.ifPresent(bucket ->
                    Traces.current().note("aws.s3.bucket", bucket.bucket().value()));
            boolean anyRegion =
                    target.level() == S3Target.Level.SERVICE || createsBucket(request.head(), target, query);
            BucketRule rule = new BucketRule(target, entry, served, anyRegion, query.has("location"));
            S3Identity identity = authentication.authenticate(request, query, rule);
            S3Request s3 = new S3Request(request.head(), target, query, identity, request.requestId(), entry);
            checkExpectedOwner(s3);
            Row row = operations.find(s3);
            request.operation().is(row.operation());
            return row.handler().handle(s3);
        } catch (AwsException refusal) {
            return withRegion(ErrorAnswers.of(refusal, request.requestId()), entry);
        } catch (BodyAbortedException gone) {
            throw gone;
        } catch (RuntimeException fault) {
            LOG.errorf(
                    fault, "%s %s failed", request.requestId(), request.head().method());
            return ErrorAnswers.of(S3Error.INTERNAL_ERROR.error(), request.requestId());
        }
    }

    private static boolean createsBucket(RequestHead head, S3Target target, Query query) {
        return head.method().equals("PUT")
                && target.level() == S3Target.Level.BUCKET
                && !query.hasAny(SubResources.NAMES);
    }

    private static void checkExpectedOwner(S3Request request) {
        request.header("x-amz-expected-bucket-owner").ifPresent(owner -> {
            if (request.entry().filter(e -> !e.owner().value().equals(owner)).isPresent()) {
                throw S3Error.ACCESS_DENIED.error();
            }
        });
    }

    /** Clients that were refused look here for the region to go to; HEAD has no other place for it. */
    private static Response withRegion(Response error, Optional<BucketDirectory.Entry> entry) {
        if (entry.isEmpty() || error.headers().first("x-amz-bucket-region").isPresent()) {
            return error;
        }
        Headers.Builder headers = Headers.builder();
        for (String name : error.headers().names()) {
            error.headers().all(name).forEach(value -> headers.add(name, value));
        }
        headers.add("x-amz-bucket-region", entry.get().region().id());
        return new Response(error.status(), headers.build(), error.body());
    }
}
