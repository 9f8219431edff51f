package dev.coffer.storage.bucket;

import dev.coffer.aws.error.S3Error;

/** What a new object gets when neither its request nor the bucket's default says anything. */
public enum EncryptionFloor {
    /** Nothing: it is stored as it came, as S3 did before 2023. */
    NONE("none"),
    /** SSE-S3, as S3 has done since January 2023. */
    AES256("AES256");

    private final String text;

    EncryptionFloor(String text) {
        this.text = text;
    }

    /** As configuration and the create-bucket header write it. */
    public String text() {
        return text;
    }

    /** @throws dev.coffer.aws.error.AwsException {@code InvalidArgument} for anything but {@code none} and {@code AES256} */
    public static EncryptionFloor parse(String text) {
        for (EncryptionFloor floor : values()) {
            if (floor.text.equals(text)) {
                return floor;
            }
        }
        throw S3Error.INVALID_ARGUMENT.because("The encryption floor is none or AES256");
    }
}
