package dev.coffer.benchmarks.s3;

import dev.coffer.benchmarks.load.Workload;
import dev.coffer.benchmarks.wire.Request;
import java.util.Locale;
import java.util.SplittableRandom;

/** What the clients do to a set of objects. */
public enum S3Operation {
    /** Writes new objects. */
    PUT,
    /** Reads objects at random. */
    GET,
    /** Asks for the heads of objects at random. */
    HEAD,
    /** Lists a page of up to 1,000 keys of a prefix. */
    LIST,
    /** Lists the first 1,000 keys. */
    LIST_FIRST,
    /** Lists the top level. */
    LIST_TOP,
    /** Deletes one object after another until none is left. */
    DELETE,
    /** 70 % GET, 20 % PUT, 5 % HEAD, 4 % LIST, 1 % DELETE of an object of its own. */
    MIXED;

    private static final int PERCENT = 100;

    /** As options spell it: {@code list-top}. */
    public static S3Operation parse(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** Whether objects have to be there before. */
    public boolean reads() {
        return this != PUT;
    }

    /**
     * The endless series of this operation.
     *
     * @param present how many objects, numbered from 0, are there
     * @param fresh the number of the first object to write
     */
    public Workload on(ObjectSet objects, long present, long fresh) {
        SplittableRandom random = new SplittableRandom(fresh);
        return switch (this) {
            case PUT -> Workload.numbered(fresh, Long.MAX_VALUE, objects::put);
            case GET -> () -> objects.get(random.nextLong(present));
            case HEAD -> () -> objects.head(random.nextLong(present));
            case LIST -> () -> objects.listPage(random.nextLong(present));
            case LIST_FIRST -> objects::listFirst;
            case LIST_TOP -> objects::listTop;
            case DELETE -> Workload.numbered(0, present, objects::delete);
            case MIXED -> new Mixed(objects, present, fresh, random);
        };
    }

    /** What an application does, roughly. */
    private static final class Mixed implements Workload {
        private static final int GET = 70;
        private static final int PUT = 90;
        private static final int HEAD = 95;
        private static final int LIST = 99;

        private final ObjectSet objects;
        private final long present;
        private final SplittableRandom random;
        private long written;
        private long deleted;

        Mixed(ObjectSet objects, long present, long fresh, SplittableRandom random) {
            this.objects = objects;
            this.present = present;
            this.written = fresh;
            this.deleted = fresh;
            this.random = random;
        }

        @Override
        public Request next() {
            int dice = random.nextInt(PERCENT);
            if (dice < GET) {
                return objects.get(random.nextLong(present));
            }
            if (dice < PUT || deleted == written) {
                return objects.put(written++);
            }
            if (dice < HEAD) {
                return objects.head(random.nextLong(present));
            }
            return dice < LIST ? objects.listPage(random.nextLong(present)) : objects.delete(deleted++);
        }
    }
}
