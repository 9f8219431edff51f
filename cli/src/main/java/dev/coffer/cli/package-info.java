/** What {@code ./coffer} runs: the verbs about an instance and its data folder. */
@NullMarked
package dev.coffer.cli;

import org.jspecify.annotations.NullMarked;
