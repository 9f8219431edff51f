/** The admin API below {@code /_coffer/}, as a client. */
@NullMarked
package dev.coffer.cli.admin;

import org.jspecify.annotations.NullMarked;
