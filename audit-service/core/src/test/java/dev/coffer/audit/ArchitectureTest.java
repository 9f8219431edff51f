package dev.coffer.audit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.coffer.audit", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule VALIDATION_AND_PAGING_IMPORT_NO_FRAMEWORK = noClasses()
            .that()
            .haveNameMatching(
                    ".*\\.query\\.(Lookup|LookupAttribute|PageToken|GroupToken|Cursor|CloudTrailErrors)(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.quarkus..",
                    "io.vertx..",
                    "io.smallrye..",
                    "jakarta..",
                    "org.apache.kafka..",
                    "org.hibernate..",
                    "com.fasterxml..");

    @ArchTest
    static final ArchRule THE_TRAIL_IS_READ_BY_QUERIES_AND_WRITTEN_BY_INGESTION = noClasses()
            .that()
            .resideInAPackage("..query..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..ingest..");
}
