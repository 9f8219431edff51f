package dev.coffer.cli.demo;

import java.nio.file.Path;

/** One file that goes in, under the key that it gets in every bucket. */
record Sample(String key, Path file, long size) {}
