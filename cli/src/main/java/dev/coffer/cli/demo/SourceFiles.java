package dev.coffer.cli.demo;

import dev.coffer.cli.CommandFailed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The demo's input: every regular file below a folder, in path order. What a build, a version control system or Coffer
 * itself writes is not a source and changes under our hands, so those folders are left out.
 */
final class SourceFiles {
    private static final Set<String> LEFT_OUT =
            Set.of(".git", ".coffer", "target", ".idea", ".vscode", "node_modules", "__pycache__", ".venv");
    private static final int LONGEST_KEY = 1024;

    private SourceFiles() {}

    /**
     * The files below {@code folder}; with {@code count} the first so many, repeated under numbered keys if there are
     * fewer.
     */
    static List<Sample> below(Path folder, OptionalInt count) {
        if (!Files.isDirectory(folder)) {
            throw new CommandFailed("no such folder: " + folder);
        }
        List<Sample> samples = new ArrayList<>();
        try {
            Files.walkFileTree(folder, collector(folder, samples));
        } catch (IOException e) {
            throw new CommandFailed("cannot read " + folder + ": " + e, e);
        }
        if (samples.isEmpty()) {
            throw new CommandFailed("no files in " + folder);
        }
        samples.sort(Comparator.comparing(Sample::key));
        return count.isPresent() ? take(samples, count.getAsInt()) : List.copyOf(samples);
    }

    /** The first {@code count}; the second round's keys begin with {@code ~2/}, the third's with {@code ~3/}. */
    static List<Sample> take(List<Sample> samples, int count) {
        List<Sample> taken = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Sample sample = samples.get(i % samples.size());
            int round = i / samples.size() + 1;
            taken.add(round == 1 ? sample : new Sample("~" + round + "/" + sample.key(), sample.file(), sample.size()));
        }
        return List.copyOf(taken);
    }

    private static FileVisitor<Path> collector(Path folder, List<Sample> samples) {
        return new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
                return !dir.equals(folder)
                                && LEFT_OUT.contains(dir.getFileName().toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile()) {
                    samples.add(new Sample(key(folder, file), file, attributes.size()));
                }
                return FileVisitResult.CONTINUE;
            }
        };
    }

    private static String key(Path folder, Path file) {
        String key =
                folder.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
        if (key.getBytes(StandardCharsets.UTF_8).length > LONGEST_KEY) {
            throw new CommandFailed("S3 keys have at most " + LONGEST_KEY + " bytes: " + file);
        }
        return key;
    }
}
