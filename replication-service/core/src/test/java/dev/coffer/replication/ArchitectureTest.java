package dev.coffer.replication;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.coffer.replication", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule DECISIONS_IMPORT_NO_FRAMEWORK = noClasses()
            .that()
            .resideInAnyPackage("..plan..", "..copy..")
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
    static final ArchRule OTHER_SERVICES_ARE_KNOWN_BY_THEIR_API_ONLY = classes()
            .that()
            .resideInAPackage("dev.coffer.replication..")
            .should()
            .onlyDependOnClassesThat()
            .resideOutsideOfPackages(
                    "dev.coffer.storage.(object|bucket|encryption|outbox|replication|metadata)..",
                    "dev.coffer.kms.(key|crypto|policy|quota|cost|audit)..",
                    "dev.coffer.gateway.(directory|identity|authentication|http|s3)..");
}
