package dev.coffer.gateway.kms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.api.Nothing;
import dev.coffer.kms.api.KmsOperation;
import dev.coffer.kms.api.KmsOperations;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.kms.KmsClient;

/** The operation records against AWS's own model, as the SDK carries it. */
class KmsWireTest {
    private static final String MODEL = "software.amazon.awssdk.services.kms.model.";

    /** Members that Coffer leaves to later: enclaves, dry runs, services as grantees, multi-Region and imported keys. */
    private static final Set<String> LATER = Set.of(
            "CloudHsmClusterId",
            "CurrentKeyMaterialId",
            "CustomKeyStoreId",
            "DryRun",
            "DryRunModifiers",
            "EncapsulationAlgorithms",
            "GranteeServicePrincipal",
            "RetiringServicePrincipal",
            "ExpirationModel",
            "KeyAgreementAlgorithms",
            "MacAlgorithms",
            "MultiRegionConfiguration",
            "Recipient",
            "CiphertextForRecipient",
            "SigningAlgorithms",
            "ValidTo",
            "XksKeyConfiguration",
            "IncludeKeyMaterial",
            "ImportState",
            "KeyMaterialDescription",
            "KeyMaterialState",
            "PolicyName",
            "SourceArn",
            "SourceEncryptionAlgorithm");

    /** Members that Coffer has more. */
    private static final Set<String> OURS = Set.of("EncryptResponse.KeyMaterialId");

    static Stream<Class<? extends KmsOperation<?>>> operations() {
        return KmsOperations.PUBLIC.stream();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void members_bear_the_names_of_the_model(Class<? extends KmsOperation<?>> operation)
            throws ReflectiveOperationException {
        String name = operation.getSimpleName();
        compare(name + "Request", operation, model(name + "Request"));
        Type result = resultOf(operation);
        if (result == Nothing.class) {
            assertThat(memberNames(model(name + "Response")))
                    .as(name + " answers nothing")
                    .isEmpty();
        } else {
            compare(name + "Response", (Class<?>) result, model(name + "Response"));
        }
    }

    @Test
    void every_operation_of_the_model_is_there_or_known_to_be_missing() {
        Set<String> model = Arrays.stream(KmsClient.class.getMethods())
                .filter(m -> m.getParameterCount() == 1
                        && m.getParameterTypes()[0].getSimpleName().endsWith("Request"))
                .map(m -> m.getParameterTypes()[0].getSimpleName().replaceAll("Request$", ""))
                .collect(Collectors.toSet());
        Set<String> ours = operations().map(Class::getSimpleName).collect(Collectors.toSet());

        assertThat(model).containsAll(ours);
        model.removeAll(ours);
        assertThat(KmsEdge.NOT_YET).containsAll(model);
    }

    private static void compare(String what, Class<?> ours, SdkPojo theirs) {
        Set<String> names = Arrays.stream(ours.getRecordComponents())
                .map(RecordComponent::getName)
                .map(KmsOperations::wireName)
                .collect(Collectors.toSet());
        assertThat(memberNames(theirs))
                .as(what)
                .containsAll(names.stream()
                        .filter(n -> !OURS.contains(what + "." + n))
                        .toList());
        assertThat(names.containsAll(memberNames(theirs).stream()
                        .filter(member -> !LATER.contains(member))
                        .toList()))
                .as("%s has %s, the model %s", what, names, memberNames(theirs))
                .isTrue();
        for (RecordComponent component : ours.getRecordComponents()) {
            record(component.getGenericType())
                    .ifPresent(nested -> theirs.sdkFields().stream()
                            .filter(field -> field.locationName().equals(KmsOperations.wireName(component.getName())))
                            .filter(field -> field.constructor() != null)
                            .map(field -> field.constructor().get())
                            .forEach(pojo -> compare(what + "." + component.getName(), nested, pojo)));
        }
    }

    private static Optional<Class<?>> record(Type type) {
        Type inner = type instanceof ParameterizedType generic ? generic.getActualTypeArguments()[0] : type;
        return inner instanceof Class<?> plain && plain.isRecord() ? Optional.of(plain) : Optional.empty();
    }

    private static List<String> memberNames(SdkPojo pojo) {
        return pojo.sdkFields().stream().map(SdkField::locationName).toList();
    }

    private static SdkPojo model(String name) throws ReflectiveOperationException {
        Object builder = Class.forName(MODEL + name).getMethod("builder").invoke(null);
        return (SdkPojo) builder;
    }

    private static Type resultOf(Class<?> operation) {
        return Arrays.stream(operation.getGenericInterfaces())
                .filter(ParameterizedType.class::isInstance)
                .map(type -> ((ParameterizedType) type).getActualTypeArguments()[0])
                .findFirst()
                .orElseThrow();
    }
}
