package dev.coffer.standalone;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The directions of dependencies, over all that runs in one process. */
@AnalyzeClasses(packages = "dev.coffer", importOptions = ImportOption.DoNotIncludeTests.class)
class DependencyRulesTest {
    private static final String[] FRAMEWORKS = {
        "io.quarkus..",
        "io.vertx..",
        "io.smallrye..",
        "org.hibernate..",
        "org.apache.kafka..",
        "io.opentelemetry..",
        "jakarta..",
        "org.eclipse.."
    };
    private static final String[] LIBRARIES = {
        "dev.coffer.aws..",
        "dev.coffer.envelope..",
        "dev.coffer.policy..",
        "dev.coffer.events..",
        "dev.coffer.api..",
        "dev.coffer.identity..",
        "dev.coffer.*.api.."
    };

    @ArchTest
    static final ArchRule libraries_know_no_framework = noClasses()
            .that()
            .resideInAnyPackage(LIBRARIES)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(FRAMEWORKS);

    @ArchTest
    static final ArchRule libraries_know_no_service_and_no_platform = noClasses()
            .that()
            .resideInAnyPackage(LIBRARIES)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.coffer.platform..",
                    "dev.coffer.embedded..",
                    "dev.coffer.standalone..",
                    "dev.coffer.storage",
                    "dev.coffer.kms",
                    "dev.coffer.audit",
                    "dev.coffer.replication",
                    "dev.coffer.gateway");

    @ArchTest
    static final ArchRule envelope_encryption_and_the_services_interfaces_need_nothing_but_java = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.coffer.envelope..", "dev.coffer.api..", "dev.coffer.identity..", "dev.coffer.*.api..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.fasterxml..", "software.amazon..");

    @ArchTest
    static final ArchRule the_platform_knows_no_service = noClasses()
            .that()
            .resideInAPackage("dev.coffer.platform..")
            .should()
            .dependOnClassesThat(new InsideOfServices());

    @ArchTest
    static final ArchRule storage_knows_other_services_by_their_interfaces_only = only("storage");

    @ArchTest
    static final ArchRule kms_knows_other_services_by_their_interfaces_only = only("kms");

    @ArchTest
    static final ArchRule audit_knows_other_services_by_their_interfaces_only = only("audit");

    @ArchTest
    static final ArchRule replication_knows_other_services_by_their_interfaces_only = only("replication");

    @ArchTest
    static final ArchRule the_gateway_knows_other_services_by_their_interfaces_only = only("gateway");

    @ArchTest
    static final ArchRule only_the_gateway_speaks_http_to_the_public = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.coffer.storage..", "dev.coffer.kms..", "dev.coffer.audit..", "dev.coffer.replication..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx.core.http..", "io.vertx.ext.web..", "jakarta.ws.rs..");

    @ArchTest
    static final ArchRule only_the_package_of_traces_knows_what_they_are_made_of = noClasses()
            .that()
            .resideOutsideOfPackage("dev.coffer.platform.trace..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.opentelemetry..");

    @ArchTest
    static final ArchRule nobody_sleeps_instead_of_waiting_for_something =
            noClasses().should().callMethod(Thread.class, "sleep", long.class);

    private static ArchRule only(String service) {
        return noClasses()
                .that()
                .resideInAPackage("dev.coffer." + service + "..")
                .should()
                .dependOnClassesThat(new InsideOfServices().except(service));
    }
}
