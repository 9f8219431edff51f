package dev.coffer.benchmarks.cli;

import dev.coffer.benchmarks.report.Markdown;
import dev.coffer.benchmarks.report.Report;
import dev.coffer.benchmarks.report.ReportJson;
import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Results on stdout, Markdown or JSON; what is being done on stderr. */
public final class Output {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--json", description = "Prints JSON instead of Markdown.")
    private boolean json;

    /** Prints a result. */
    public void print(Report report) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(ReportJson.write(report));
        } else {
            Markdown markdown = new Markdown();
            report.writeTo(markdown);
            out.print(markdown);
        }
        out.flush();
    }

    /** Says what is being done. */
    public void progress(String said) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("coffer: " + said);
        err.flush();
    }
}
