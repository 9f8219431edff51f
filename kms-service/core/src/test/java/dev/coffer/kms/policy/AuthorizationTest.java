package dev.coffer.kms.policy;

import static dev.coffer.kms.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.aws.AccountId;
import dev.coffer.aws.error.AwsException;
import dev.coffer.envelope.EncryptionContext;
import dev.coffer.identity.Caller;
import dev.coffer.identity.Principal;
import dev.coffer.kms.Callers;
import dev.coffer.kms.TestKms;
import dev.coffer.kms.api.CreateAlias;
import dev.coffer.kms.api.CreateKey;
import dev.coffer.kms.api.Decrypt;
import dev.coffer.kms.api.GenerateDataKey;
import dev.coffer.kms.api.GetKeyPolicy;
import dev.coffer.kms.api.KmsOperation;
import dev.coffer.kms.api.ListKeys;
import dev.coffer.kms.api.PutKeyPolicy;
import dev.coffer.kms.api.ReEncrypt;
import dev.coffer.kms.crypto.CiphertextBlob;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The requester's policies are named by what they allow: see {@link dev.coffer.kms.TestPolicySets}. */
class AuthorizationTest {
    private static final AccountId OWNER = new AccountId("111111111111");
    private static final AccountId OTHER = new AccountId("222222222222");
    private static final Map<String, String> CONTEXT = Map.of("aws:s3:arn", "arn:aws:s3:::bucket");

    private final TestKms kms = new TestKms();
    private final Caller root = Callers.root(OWNER);

    /** Columns: key policy; requester; requester's identity policy; how a Decrypt ends. */
    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(delimiter = '|', textBlock = """
                    account          | root  | none                        | allowed
                    account          | alice | kms:*                       | allowed
                    account          | alice | kms:Decrypt                 | allowed
                    account          | alice | kms:Encrypt                 | no identity-based policy
                    account          | alice | none                        | no identity-based policy
                    account          | alice | kms:* - kms:Decrypt         | explicit deny in an identity-based policy
                    account          | work  | kms:Decrypt                 | allowed
                    account          | bob   | kms:*                       | no resource-based policy
                    account          | other | none                        | no resource-based policy
                    alice            | alice | none                        | allowed
                    alice            | alice | kms:Encrypt - kms:Decrypt   | explicit deny in an identity-based policy
                    alice            | root  | none                        | no resource-based policy
                    alice            | work  | kms:*                       | no resource-based policy
                    role             | work  | none                        | allowed
                    accounts         | bob   | kms:Decrypt                 | allowed
                    accounts         | bob   | none                        | no identity-based policy
                    accounts         | other | none                        | allowed
                    bob              | bob   | none                        | no identity-based policy
                    bob              | bob   | kms:Decrypt                 | allowed
                    everyone         | alice | none                        | allowed
                    everyone         | bob   | none                        | no identity-based policy
                    deny-alice       | alice | kms:*                       | explicit deny in a resource-based policy
                    deny-alice       | root  | none                        | allowed
                    nobody           | root  | none                        | no resource-based policy
                    """)
    void key_policy_and_identity_policy_decide_together(String policy, String who, String identity, String outcome) {
        String key = kms.createKey(root, policy(policy));
        byte[] blob = blob(key);
        Caller caller = caller(who, identity);

        if (outcome.equals("allowed")) {
            assertThat(kms.call(Decrypt.blob(blob, CONTEXT), caller).keyId()).isEqualTo(key);
        } else {
            refused(
                    "AccessDeniedException",
                    "User: " + caller.principal().arn() + " is not authorized to perform: kms:Decrypt on resource: "
                            + key + " "
                            + (outcome.startsWith("explicit")
                                    ? "with an " + outcome
                                    : "because " + outcome + " allows the kms:Decrypt action"),
                    () -> kms.call(Decrypt.blob(blob, CONTEXT), caller));
        }
    }

    /** Columns: a condition; whether alice may, directly; whether she may through S3. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    "StringEquals": {"kms:ViaService": "s3.us-east-1.amazonaws.com"}                      | no  | yes
                    "StringNotEquals": {"kms:ViaService": "s3.us-east-1.amazonaws.com"}                   | yes | no
                    "StringEquals": {"kms:ViaService": "s3.eu-west-1.amazonaws.com"}                      | no  | no
                    "StringEquals": {"kms:CallerAccount": "111111111111"}                                 | yes | yes
                    "StringEquals": {"kms:CallerAccount": "222222222222"}                                 | no  | no
                    "StringEquals": {"kms:EncryptionContext:aws:s3:arn": "arn:aws:s3:::bucket"}           | yes | yes
                    "StringLike": {"kms:EncryptionContext:aws:s3:arn": "arn:aws:s3:::bucket/*"}           | no  | no
                    "ForAllValues:StringEquals": {"kms:EncryptionContextKeys": ["aws:s3:arn"]}            | yes | yes
                    "ForAnyValue:StringEquals": {"kms:EncryptionContextKeys": ["other"]}                  | no  | no
                    "StringEquals": {"kms:RequestAlias": "alias/a"}                                       | yes | yes
                    "StringEquals": {"kms:RequestAlias": "alias/b"}                                       | no  | no
                    "ForAnyValue:StringEquals": {"kms:ResourceAliases": "alias/b"}                        | yes | yes
                    "ForAnyValue:StringEquals": {"kms:ResourceAliases": "alias/c"}                        | no  | no
                    "Bool": {"aws:ViaAWSService": "true"}                                                 | no  | yes
                    "ForAnyValue:StringEquals": {"aws:CalledVia": "s3.amazonaws.com"}                     | no  | yes
                    "IpAddress": {"aws:SourceIp": "203.0.113.0/24"}                                       | yes | yes
                    "IpAddress": {"aws:SourceIp": "10.0.0.0/8"}                                           | no  | no
                    "StringEquals": {"aws:PrincipalArn": "arn:aws:iam::111111111111:user/alice"}          | yes | yes
                    "StringEquals": {"kms:KeySpec": "SYMMETRIC_DEFAULT"}                                  | yes | yes
                    """)
    void conditions_are_about_this_call(String condition, String direct, String viaS3) {
        String key = kms.createKey(root);
        kms.call(new CreateAlias("alias/a", key), root);
        kms.call(new CreateAlias("alias/b", key), root);
        String policy = "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Principal\":"
                + " {\"AWS\": \"arn:aws:iam::111111111111:user/alice\"}, \"Action\": \"kms:*\", \"Resource\": \"*\","
                + " \"Condition\": {" + condition + "}}]}";
        kms.call(new PutKeyPolicy(key, Optional.empty(), policy, Optional.of(true)), root);
        Caller alice = caller("alice", "none");

        assertThat(may(alice)).isEqualTo(direct.equals("yes"));
        assertThat(may(Callers.viaS3(alice))).isEqualTo(viaS3.equals("yes"));
    }

    @Test
    void an_anonymous_caller_may_nothing() {
        String key = kms.createKey(root, policy("everyone"));
        byte[] blob = blob(key);

        refused(
                "AccessDeniedException",
                () -> kms.call(Decrypt.blob(blob, CONTEXT), Callers.of(new Principal.Anonymous(), "none")));
    }

    @Test
    void operations_without_a_key_are_the_identity_policies_to_allow() {
        ListKeys list = new ListKeys(Optional.empty(), Optional.empty());

        kms.call(list, caller("alice", "kms:ListKeys"));
        refused(
                "AccessDeniedException",
                "User: arn:aws:iam::111111111111:user/alice is not authorized to perform: kms:ListKeys on resource: *"
                        + " because no identity-based policy allows the kms:ListKeys action",
                () -> kms.call(list, caller("alice", "kms:DescribeKey")));
        refused("AccessDeniedException", () -> kms.call(TestKms.create(Optional.empty()), caller("alice", "none")));
    }

    @Test
    void re_encryption_needs_permission_on_both_keys() {
        String from = kms.createKey(root);
        String to = kms.createKey(root);
        byte[] blob = blob(from);
        KmsOperation<?> move = new ReEncrypt(
                blob, CONTEXT, Optional.empty(), to, Map.of(), Optional.empty(), Optional.empty(), List.of());

        kms.call(move, caller("alice", "kms:ReEncryptFrom,kms:ReEncryptTo"));
        refused("AccessDeniedException", () -> kms.call(move, caller("alice", "kms:ReEncryptTo")));
        refused("AccessDeniedException", () -> kms.call(move, caller("alice", "kms:ReEncryptFrom")));
    }

    @Test
    void a_policy_that_locks_its_writer_out_is_refused_unless_the_writer_says_so() {
        String key = kms.createKey(root);
        String locking = policy("alice");

        refused(
                "MalformedPolicyDocumentException",
                "The new key policy will not allow you to update the key policy in the future.",
                () -> kms.call(new PutKeyPolicy(key, Optional.empty(), locking, Optional.empty()), root));
        kms.call(new PutKeyPolicy(key, Optional.of("default"), locking, Optional.of(true)), root);
        refused("AccessDeniedException", () -> kms.call(new GetKeyPolicy(key, Optional.empty()), root));
        assertThat(kms.call(new GetKeyPolicy(key, Optional.empty()), caller("alice", "none"))
                        .policy())
                .isEqualTo(locking);
    }

    @Test
    void what_is_no_policy_is_malformed() {
        String key = kms.createKey(root);

        refused(
                "MalformedPolicyDocumentException",
                () -> kms.call(new PutKeyPolicy(key, Optional.empty(), "{", Optional.empty()), root));
        CreateKey create = TestKms.create(Optional.of("{\"Statement\": 5}"));
        refused("MalformedPolicyDocumentException", () -> kms.call(create, root));
    }

    private boolean may(Caller caller) {
        try {
            kms.call(GenerateDataKey.aes256("alias/a", CONTEXT), caller)
                    .plaintext()
                    .close();
            return true;
        } catch (AwsException e) {
            assertThat(e.code()).isEqualTo("AccessDeniedException");
            return false;
        }
    }

    /** A blob of a key that its owner need not be allowed to use. */
    private byte[] blob(String arn) {
        var key = kms.rings
                .of(TestKms.VIRGINIA)
                .key(arn.substring(arn.indexOf('/') + 1))
                .orElseThrow();
        return CiphertextBlob.seal(key.id(), key.current(), EncryptionContext.of(CONTEXT), new byte[32]);
    }

    private static Caller caller(String who, String identity) {
        return switch (who) {
            case "root" -> Callers.root(OWNER);
            case "other" -> Callers.root(OTHER);
            case "bob" -> Callers.user(OTHER, "bob", identity);
            case "work" -> Callers.role(OWNER, "work", identity);
            default -> Callers.user(OWNER, who, identity);
        };
    }

    private static String policy(String name) {
        String account = allow("arn:aws:iam::111111111111:root");
        String statements = switch (name) {
            case "account" -> account;
            case "alice" -> allow("arn:aws:iam::111111111111:user/alice");
            case "bob" -> allow("arn:aws:iam::222222222222:user/bob");
            case "role" -> allow("arn:aws:iam::111111111111:role/work");
            case "accounts" -> account + "," + allow("arn:aws:iam::222222222222:root");
            case "everyone" -> allow("*");
            case "deny-alice" ->
                account + "," + allow("arn:aws:iam::111111111111:user/alice").replace("Allow", "Deny");
            default -> allow("arn:aws:iam::333333333333:root");
        };
        return "{\"Version\": \"2012-10-17\", \"Statement\": [" + statements + "]}";
    }

    private static String allow(String principal) {
        return "{\"Effect\": \"Allow\", \"Principal\": {\"AWS\": \"" + principal
                + "\"}, \"Action\": \"kms:*\", \"Resource\": \"*\"}";
    }
}
