package dev.coffer.conformance.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every resource has to be, and every pod. */
class ManifestsTest {
    private static final String PART_OF = "app.kubernetes.io/part-of";

    private static final Map<String, Class<? extends HasMetadata>> TYPES = Map.ofEntries(
            Map.entry("v1/Namespace", Namespace.class),
            Map.entry("v1/Service", Service.class),
            Map.entry("v1/ServiceAccount", ServiceAccount.class),
            Map.entry("apps/v1/Deployment", Deployment.class),
            Map.entry("apps/v1/StatefulSet", StatefulSet.class),
            Map.entry("batch/v1/Job", Job.class),
            Map.entry("networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class),
            Map.entry("rbac.authorization.k8s.io/v1/Role", Role.class),
            Map.entry("rbac.authorization.k8s.io/v1/RoleBinding", RoleBinding.class),
            Map.entry("policy/v1/PodDisruptionBudget", PodDisruptionBudget.class),
            Map.entry("autoscaling/v2/HorizontalPodAutoscaler", HorizontalPodAutoscaler.class));

    /** Of operators, whose schemas are not at hand. */
    private static final List<String> OPERATORS =
            List.of("kafka.strimzi.io/", "postgresql.cnpg.io/", "monitoring.coreos.com/");

    /** The models keep members that they do not know; here they are mistakes. */
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .annotationIntrospector(new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1;

                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                    return annotated.hasAnnotation(JsonAnySetter.class) ? Boolean.FALSE : null;
                }
            })
            .build();

    static List<Manifest> everything() {
        return Manifest.below("");
    }

    static Stream<Manifest> pods() {
        return everything().stream().filter(Manifest::hasPods);
    }

    static Stream<Manifest> longRunning() {
        return pods().filter(Manifest::runsOn);
    }

    @ParameterizedTest
    @MethodSource("everything")
    void a_resource_is_one_that_kubernetes_knows(Manifest manifest) throws IOException {
        String type = manifest.apiVersion() + "/" + manifest.kind();
        if (OPERATORS.stream().noneMatch(type::startsWith)) {
            assertThat(TYPES).containsKey(type);
            HasMetadata read = STRICT.treeToValue(manifest.content(), TYPES.get(type));
            assertThat(read.getMetadata().getName()).isNotBlank();
        }
    }

    @ParameterizedTest
    @MethodSource("pods")
    void a_pod_may_run_in_a_restricted_namespace_and_cannot_write_its_image(Manifest manifest) {
        JsonNode pod = manifest.pod().path("securityContext");
        assertThat(pod.path("runAsNonRoot").asBoolean()).isTrue();
        assertThat(pod.path("runAsUser").asInt()).isPositive();
        assertThat(pod.path("seccompProfile").path("type").asText()).isEqualTo("RuntimeDefault");
        assertThat(manifest.containers()).isNotEmpty().allSatisfy(container -> {
            JsonNode context = container.path("securityContext");
            assertThat(context.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
            assertThat(context.path("readOnlyRootFilesystem").asBoolean()).isTrue();
            assertThat(context.path("capabilities").path("drop").path(0).asText())
                    .isEqualTo("ALL");
            assertThat(context.path("capabilities").has("add")).isFalse();
        });
    }

    @ParameterizedTest
    @MethodSource("pods")
    void a_pod_has_limits_and_no_way_to_the_cluster_unless_it_sets_up_secrets(Manifest manifest) {
        assertThat(manifest.pod().path("automountServiceAccountToken").asBoolean(true))
                .isEqualTo(manifest.name().equals("coffer-setup"));
        assertThat(manifest.pod().path("enableServiceLinks").asBoolean(true)).isFalse();
        assertThat(manifest.containers()).allSatisfy(container -> {
            assertThat(container.path("resources").path("limits").has("memory")).isTrue();
            assertThat(container.path("resources").path("requests").has("cpu")).isTrue();
            assertThat(container.path("imagePullPolicy").asText()).isEqualTo("IfNotPresent");
        });
    }

    @ParameterizedTest
    @MethodSource("pods")
    void pods_that_stay_are_part_of_coffer_and_jobs_are_not(Manifest manifest) {
        assertThat(manifest.podLabels().path(PART_OF).asText()).isEqualTo(manifest.runsOn() ? "coffer" : "");
    }

    @ParameterizedTest
    @MethodSource("longRunning")
    void pods_that_stay_are_probed(Manifest manifest) {
        assertThat(manifest.containers())
                .allSatisfy(container -> assertThat(container.properties())
                        .extracting(Map.Entry::getKey)
                        .contains("startupProbe", "readinessProbe", "livenessProbe"));
    }

    @ParameterizedTest
    @MethodSource("longRunning")
    void only_being_alive_decides_about_a_restart(Manifest manifest) {
        if (manifest.file().startsWith(Manifest.FOLDER.resolve("base"))) {
            assertThat(manifest.containers()).allSatisfy(container -> {
                assertThat(path(container, "livenessProbe")).isEqualTo("/_coffer/health/live");
                assertThat(path(container, "readinessProbe"))
                        .isEqualTo(
                                manifest.name().equals("gateway")
                                        ? "/_coffer/health/group/self"
                                        : "/_coffer/health/ready");
            });
        }
    }

    private static String path(JsonNode container, String probe) {
        JsonNode get = container.path(probe).path("httpGet");
        assertThat(get.path("port").asText()).isEqualTo("management");
        return get.path("path").asText();
    }

    @Test
    void regions_differ_in_their_name_only() throws IOException {
        Path base = Manifest.FOLDER.resolve("base");
        assertThat(Files.readString(base.resolve("eu-west-1.yaml")))
                .isEqualTo(Files.readString(base.resolve("us-east-1.yaml")).replace("us-east-1", "eu-west-1"));
    }

    @ParameterizedTest
    @MethodSource("pods")
    void no_secret_is_in_the_environment(Manifest manifest) {
        assertThat(manifest.containers()).allSatisfy(container -> {
            assertThat(container.findValues("secretKeyRef")).isEmpty();
            assertThat(container.findValues("secretRef")).isEmpty();
        });
    }
}
