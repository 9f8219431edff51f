package dev.coffer.storage.blob.segment;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Linux's {@code fallocate}, which the JDK doesn't offer: room for appends to come, so that a sync of them needn't make the
 * file longer. Where there is none (another system, another file system, no native access) files grow as they are written.
 */
final class Preallocation {
    private static final Logger LOG = Logger.getLogger(Preallocation.class.getName());
    private static final int O_WRONLY = 1;
    private static final @Nullable Preallocation NATIVE = link();

    private final MethodHandle open;
    private final MethodHandle fallocate;
    private final MethodHandle close;

    private Preallocation(MethodHandle open, MethodHandle fallocate, MethodHandle close) {
        this.open = open;
        this.fallocate = fallocate;
        this.close = close;
    }

    /**
     * Makes the file at least {@code bytes} long and gives it room, where that can be done; whether it was. A disk that is
     * nearly full may still take what is really written.
     */
    static boolean extend(Path file, long bytes) {
        return NATIVE != null && NATIVE.allocate(file, bytes);
    }

    private boolean allocate(Path file, long bytes) {
        try (Arena arena = Arena.ofConfined()) {
            int descriptor = (int) open.invokeExact(arena.allocateFrom(file.toString()), O_WRONLY);
            if (descriptor < 0) {
                return false;
            }
            try {
                return (int) fallocate.invokeExact(descriptor, 0, 0L, bytes) == 0;
            } finally {
                int ignored = (int) close.invokeExact(descriptor);
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e); // of a native call there is none
        }
    }

    @SuppressWarnings("restricted") // of three functions of the C library, with the types that it has
    private static @Nullable Preallocation link() {
        if (!System.getProperty("os.name", "").equals("Linux")) {
            return null;
        }
        try {
            Linker linker = Linker.nativeLinker();
            SymbolLookup c = linker.defaultLookup();
            Optional<MemorySegment> open = c.find("open");
            Optional<MemorySegment> fallocate = c.find("fallocate");
            Optional<MemorySegment> close = c.find("close");
            if (open.isEmpty() || fallocate.isEmpty() || close.isEmpty()) {
                return null;
            }
            return new Preallocation(
                    linker.downcallHandle(
                            open.get(),
                            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
                            Linker.Option.firstVariadicArg(2)),
                    linker.downcallHandle(
                            fallocate.get(),
                            FunctionDescriptor.of(
                                    ValueLayout.JAVA_INT,
                                    ValueLayout.JAVA_INT,
                                    ValueLayout.JAVA_INT,
                                    ValueLayout.JAVA_LONG,
                                    ValueLayout.JAVA_LONG)),
                    linker.downcallHandle(
                            close.get(), FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT)));
        } catch (RuntimeException | LinkageError e) {
            LOG.log(Level.INFO, e, () -> "COFFER-STORAGE-020 segments are not preallocated");
            return null;
        }
    }
}
