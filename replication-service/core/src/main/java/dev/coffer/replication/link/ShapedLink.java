package dev.coffer.replication.link;

import dev.coffer.api.BodySource;
import java.util.function.Supplier;

/** A link of two directions. */
record ShapedLink(Direction there, Direction back) implements RegionLink {
    @Override
    public BodySource carry(BodySource body) {
        return new CarriedBody(body, there);
    }

    @Override
    public <R> R call(Supplier<R> call) {
        there.message();
        R answer = call.get();
        back.message();
        return answer;
    }
}
