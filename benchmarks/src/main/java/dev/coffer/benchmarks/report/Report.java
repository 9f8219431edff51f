package dev.coffer.benchmarks.report;

/** What can be told to people; as a record it is JSON for scripts, too. */
public interface Report {

    /** Adds what it has to tell. */
    void writeTo(Markdown out);
}
