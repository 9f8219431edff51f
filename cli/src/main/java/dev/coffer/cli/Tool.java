package dev.coffer.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Other people's command lines, through which deployments are looked at. */
final class Tool {
    private Tool() {}

    /**
     * What it prints. What it complains about goes to our own standard error.
     *
     * @throws CommandFailed if it is not there, or fails
     */
    static String run(String name, String... arguments) {
        List<String> command = new ArrayList<>(List.of(name));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            process.getOutputStream().close();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new CommandFailed(name + " " + String.join(" ", arguments) + " failed");
            }
            return out;
        } catch (IOException e) {
            throw new CommandFailed("cannot run " + name + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed("interrupted while waiting for " + name, e);
        }
    }
}
