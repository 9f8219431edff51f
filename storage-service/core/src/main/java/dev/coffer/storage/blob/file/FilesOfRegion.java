package dev.coffer.storage.blob.file;

import dev.coffer.aws.Region;
import dev.coffer.storage.blob.BlobName;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Walks a region's blobs of a file each, and nothing else that lies there (segments, their marks). What is deleted while it
 * walks is passed over: others go on meanwhile.
 */
final class FilesOfRegion extends SimpleFileVisitor<Path> {
    private static final Pattern FOLDER = Pattern.compile("[0-9a-f]{2}");
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final Path root;
    private final Region region;
    private final Instant limit;
    private final Consumer<BlobName> visitor;

    /**
     * @param root the region's folder
     * @param limit files changed at or after it are passed over
     * @param visitor gets the others' names
     */
    FilesOfRegion(Path root, Region region, Instant limit, Consumer<BlobName> visitor) {
        this.root = root;
        this.region = region;
        this.limit = limit;
        this.visitor = visitor;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        return folder.equals(root) || FOLDER.matcher(name(folder)).matches()
                ? FileVisitResult.CONTINUE
                : FileVisitResult.SKIP_SUBTREE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (attributes.isRegularFile()
                && attributes.lastModifiedTime().toInstant().isBefore(limit)
                && ID.matcher(name(file)).matches()) {
            visitor.accept(new BlobName(region, UUID.fromString(name(file))));
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
        if (e instanceof NoSuchFileException) {
            return FileVisitResult.CONTINUE;
        }
        throw e;
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }
}
