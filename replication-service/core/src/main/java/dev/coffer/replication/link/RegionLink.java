package dev.coffer.replication.link;

import dev.coffer.api.BodySource;
import java.util.function.Supplier;

/** The way from one region to another and back: every cross-region call passes it. */
public interface RegionLink {
    /** Within one region. */
    RegionLink NONE = new RegionLink() {
        @Override
        public BodySource carry(BodySource body) {
            return body;
        }

        @Override
        public <R> R call(Supplier<R> call) {
            return call.get();
        }
    };

    /** The body as it arrives on the other side; throws {@link RegionUnreachableException} once the link is cut. */
    BodySource carry(BodySource body);

    /**
     * A call to the other side. The request passes before, the answer behind it: with only the way back cut, the call
     * takes place and the caller doesn't learn of it.
     *
     * @throws RegionUnreachableException if either way is cut
     */
    <R> R call(Supplier<R> call);
}
