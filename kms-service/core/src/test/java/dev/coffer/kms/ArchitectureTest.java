package dev.coffer.kms;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What keeps KMS's decisions free of what they are stored in, sent by and wired with. */
@AnalyzeClasses(packages = "dev.coffer.kms", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    /** Persistence, messaging and wiring, named by what they store, read or start. */
    private static final String EDGES =
            ".*(Entity|Rows|Reader|Writer|RootKeys|KafkaAuditLog|CostConsumer|CostChannel|CostPositions|KmsBeans|KmsStart|KmsWatch"
                    + "|LocalKms)(\\$.*)?|.*KeyReader.*";

    @ArchTest
    static final ArchRule decisions_know_no_framework = noClasses()
            .that()
            .haveNameNotMatching(EDGES)
            .and()
            .resideInAPackage("dev.coffer.kms..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.quarkus..",
                    "io.vertx..",
                    "io.smallrye..",
                    "jakarta..",
                    "org.hibernate..",
                    "org.apache.kafka..",
                    "org.eclipse.microprofile..");

    @ArchTest
    static final ArchRule services_know_each_other_by_their_interfaces_only = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideOutsideOfPackages(
                    "dev.coffer.storage..",
                    "dev.coffer.audit..",
                    "dev.coffer.replication..",
                    "dev.coffer.gateway.http..");
}
