package dev.coffer.embedded.postgres;

import dev.coffer.embedded.EngineException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs PostgreSQL's programs to their end. */
final class PostgresPrograms {
    private PostgresPrograms() {}

    /** PostgreSQL refuses to run as root; in a user namespace of its own root is nobody, and the files stay ours. */
    static List<String> command(Path home, String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.add("unshare");
            command.add("--user");
        }
        command.add(home.resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    /** @throws EngineException with the program's last words if it fails */
    static void run(List<String> command) {
        String output = tryRun(command);
        if (!output.isEmpty()) {
            throw new EngineException(command.getFirst() + " failed: " + output);
        }
    }

    /** The output of a program that failed, or the empty string. */
    static String tryRun(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            int code = process.waitFor();
            return code == 0 ? "" : "exit code " + code + ": " + output;
        } catch (IOException e) {
            throw new EngineException("cannot run " + command.getFirst() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException("interrupted while running " + command.getFirst(), e);
        }
    }

    private static boolean isRoot() {
        try {
            return Files.exists(Path.of("/proc/self"))
                    && (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
