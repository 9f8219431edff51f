package dev.coffer.storage.blob.segment;

import dev.coffer.aws.Region;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Where segments lie below the store's root, their numbers in seven hexadecimal digits:
 *
 * <table>
 * <caption>Files of a region</caption>
 * <tr><td>{@code REGION/segments/xxxx/xxxxxxx}</td><td>a segment; 4096 to a folder, named by the upper four digits</td></tr>
 * <tr><td>{@code REGION/segments/xxxx/xxxxxxx.dead}</td><td>which of its records are deleted, see {@link DeadRecords}</td></tr>
 * <tr><td>{@code REGION/segments/open/xxxxxxx}</td><td>marks one that is not sealed, see {@link OpenMark}</td></tr>
 * </table>
 */
record SegmentPaths(Path root) {
    private static final int DIGITS = 7;
    private static final int FOLDER_BITS = 12;
    private static final Pattern NUMBER = Pattern.compile("0*[0-9a-f]{1,7}");

    Path region(Region region) {
        return root.resolve(region.id()).resolve("segments");
    }

    Path folder(SegmentId id) {
        return region(id.region()).resolve(hex(id.number() >>> FOLDER_BITS, 4));
    }

    Path file(SegmentId id) {
        return folder(id).resolve(hex(id.number(), DIGITS));
    }

    Path dead(SegmentId id) {
        return folder(id).resolve(hex(id.number(), DIGITS) + ".dead");
    }

    Path marks(Region region) {
        return region(region).resolve("open");
    }

    Path mark(SegmentId id) {
        return marks(id.region()).resolve(hex(id.number(), DIGITS));
    }

    /** Every segment of the region, in no order; one may be gone by the time it is looked at. */
    List<SegmentId> all(Region region) throws IOException {
        List<SegmentId> found = new ArrayList<>();
        for (int folder : numbersIn(region(region))) {
            numbersIn(region(region).resolve(hex(folder, 4))).forEach(n -> found.add(new SegmentId(region, n)));
        }
        return found;
    }

    /** Those that are marked as not sealed. */
    List<SegmentId> marked(Region region) throws IOException {
        return numbersIn(marks(region)).stream()
                .map(n -> new SegmentId(region, n))
                .toList();
    }

    /** The highest number in use, found by looking into the last folder only. */
    OptionalInt highest(Region region) throws IOException {
        List<Integer> numbers = new ArrayList<>(numbersIn(marks(region)));
        List<Integer> folders = new ArrayList<>(numbersIn(region(region)));
        Collections.sort(folders);
        for (int i = folders.size() - 1; i >= 0 && numbers.isEmpty(); i--) {
            numbers.addAll(numbersIn(region(region).resolve(hex(folders.get(i), 4))));
        }
        return numbers.stream().mapToInt(Integer::intValue).max();
    }

    private static List<Integer> numbersIn(Path folder) throws IOException {
        List<Integer> numbers = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                String name = String.valueOf(entry.getFileName());
                if (NUMBER.matcher(name).matches()) {
                    numbers.add(HexFormat.fromHexDigits(name));
                }
            }
        } catch (NoSuchFileException e) {
            return List.of();
        }
        return numbers;
    }

    private static String hex(int number, int digits) {
        return HexFormat.of().toHexDigits(number, digits);
    }
}
