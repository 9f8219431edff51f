/**
 * {@code demo}: what S3 Bucket Keys change, measured on real files.
 *
 * <p>{@link dev.coffer.cli.demo.DemoCommand} finds a deployment, {@link dev.coffer.cli.demo.Scenario} runs the steps,
 * {@link dev.coffer.cli.demo.Trail} and the admin API answer what happened, {@link dev.coffer.cli.demo.ReportText} says
 * it. No number in the report is a constant.
 *
 * <p>{@code verify}: the same on a small scale, judged. {@link dev.coffer.cli.demo.Verification} checks every
 * {@link dev.coffer.cli.demo.Claim}.
 */
@NullMarked
package dev.coffer.cli.demo;

import org.jspecify.annotations.NullMarked;
