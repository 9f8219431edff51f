package dev.coffer.storage;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which way dependencies may point. */
@AnalyzeClasses(packages = "dev.coffer.storage", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    /** Classes that are SQL and rows, named by what they store. */
    private static final String PERSISTENCE =
            ".*\\.(\\w*(Rows|Columns|Roots|Json|Listing|Entity|Entities|Page|Leadership|Transaction)|Locks|Buckets|Prefixes"
                    + "|Rollup|ManagementTrail|OutboxRing|KeyChanges|KeyChange|ObjectVersions|OutboxRelay|ReplicationStatus|Uploads)";

    @ArchTest
    static final ArchRule other_services_are_known_by_their_interfaces_only = noClasses()
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                            "dev.coffer.kms..",
                            "dev.coffer.audit..",
                            "dev.coffer.replication..",
                            "dev.coffer.gateway..")
                    .and(resideOutsideOfPackages(
                            "dev.coffer.kms.api",
                            "dev.coffer.audit.api",
                            "dev.coffer.replication.api",
                            "dev.coffer.gateway.api")));

    @ArchTest
    static final ArchRule decisions_know_no_framework = noClasses()
            .that()
            .haveSimpleName("EncryptionDecision")
            .or()
            .haveSimpleName("RuleMatching")
            .or()
            .haveSimpleName("ConfigurationCheck")
            .or()
            .haveSimpleName("ReplicaEncryption")
            .or()
            .haveSimpleName("Preconditions")
            .or()
            .haveSimpleName("Effects")
            .or()
            .haveSimpleName("BodyDigests")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io..", "jakarta..", "org.hibernate..", "org.apache..", "com.fasterxml..");

    @ArchTest
    static final ArchRule only_persistence_speaks_sql = noClasses()
            .that()
            .haveNameNotMatching(PERSISTENCE + "(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx.sqlclient..", "io.vertx.pgclient..", "org.hibernate..");

    @ArchTest
    static final ArchRule blobs_know_nothing_of_objects = noClasses()
            .that()
            .resideInAPackage("..blob..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..object", "..bucket", "..encryption..", "..outbox", "..replication", "..listing");
}
