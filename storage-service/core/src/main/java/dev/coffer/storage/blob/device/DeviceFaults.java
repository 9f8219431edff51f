package dev.coffer.storage.blob.device;

import dev.coffer.aws.error.S3Error;
import dev.coffer.storage.blob.BlobException;
import dev.coffer.storage.blob.BlobName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What a fault of the device means: no room is the client's to retry, all else is ours. */
public record DeviceFaults(Path root) {
    private static final long NO_ROOM_BELOW_BYTES = 1 << 20;

    /** What a failed write tells its caller. */
    public RuntimeException onWrite(BlobName name, IOException e) {
        return saysNoRoom(e) || hasNoRoom() ? noRoom() : new BlobException("blob " + name + " could not be written", e);
    }

    /** What a client is told when there is no room: to try again. */
    public static RuntimeException noRoom() {
        return S3Error.SERVICE_UNAVAILABLE.because("There is no room left to store the object. Please try again.");
    }

    /** What a failed read tells its caller. */
    public RuntimeException onRead(BlobName name, IOException e) {
        return new BlobException("blob " + name + " could not be read", e);
    }

    /** Whether a fault says that the disk is full. */
    public static boolean saysNoRoom(IOException e) {
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("no space left") || message.contains("quota exceeded");
    }

    /** The message is in the language of the machine, so the device is asked, too. */
    private boolean hasNoRoom() {
        try {
            return Files.getFileStore(root).getUsableSpace() < NO_ROOM_BELOW_BYTES;
        } catch (IOException e) {
            return false;
        }
    }
}
