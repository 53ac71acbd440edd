package com.example;

import io.github.cdkpdfwebplatform.BackupOptions;
import io.github.cdkpdfwebplatform.ComputeOptions;
import io.github.cdkpdfwebplatform.CostOptions;
import io.github.cdkpdfwebplatform.DatabaseOptions;
import io.github.cdkpdfwebplatform.IngressOptions;
import io.github.cdkpdfwebplatform.MonitoringOptions;
import io.github.cdkpdfwebplatform.PdfWebPlatform;
import io.github.cdkpdfwebplatform.PlatformDomain;
import io.github.cdkpdfwebplatform.PlatformPreset;
import io.github.cdkpdfwebplatform.RecoveryRegion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.route53.HostedZone;
import software.amazon.awscdk.services.route53.HostedZoneAttributes;

/**
 * Three platforms, each in a stack of its own.
 *
 * <p>Context, all of it optional: {@code region} (us-east-1), {@code recoveryRegion} (where prod is copied to: us-west-2, of
 * ap-northeast-1 ap-northeast-3), {@code zoneId} and {@code zoneName} (a hosted zone: the platforms are reached as dev, app and www in
 * it), {@code email} (who is told of alarms in production), {@code logLevel} (info), {@code unprotected} (true switches deletion
 * protection off: the step before prod is destroyed).
 */
public final class PdfApp {
  private final App app = new App();

  private PdfApp() {}

  public static void main(final String[] args) {
    new PdfApp().synth();
  }

  private void synth() {
    // Nobody merges what makes the small production dearer than the design says.
    var limit = "us-east-1".equals(region()) ? CostOptions.builder().maxMonthlyUsd(50).build() : null;
    var copies = BackupOptions.builder().recoveryRegion(RecoveryRegion.of(recoveryRegion())).build();
    platform("PdfDev", "dev", PlatformPreset.dev(), false, null, null);
    platform("PdfProdLean", "app", PlatformPreset.prodLean(), true, null, limit);
    platform("PdfProd", "www", PlatformPreset.prod(), true, copies, null);
    app.synth();
  }

  /** A stack with one platform. No account is named: nothing is looked up, so a synth needs no credentials. */
  private void platform(
      final String stackName,
      final String recordName,
      final PlatformPreset preset,
      final boolean isProduction,
      final BackupOptions backup,
      final CostOptions cost) {
    var stack =
        Stack.Builder.create(app, stackName)
            .env(Environment.builder().region(region()).build())
            .description("A PDF web application, preset " + preset.getName())
            .build();
    var environment = Map.of("LOG_LEVEL", context("logLevel").orElse("info"));
    var platform =
        PdfWebPlatform.Builder.create(stack, "Platform")
            .preset(preset)
            .compute(ComputeOptions.builder().environment(environment).build())
            .domain(domainIn(stack, recordName))
            .backup(backup)
            .cost(cost)
            .tags(Map.of("application", "pdf-sample", "environment", preset.getName()));
    if (isProduction) {
      // Somebody is told of alarms.
      var emails = List.of(context("email").orElse("oncall@example.com"));
      platform.monitoring(MonitoringOptions.builder().pageEmails(emails).noticeEmails(emails).build());
    }
    if (isProduction && context("unprotected").filter("true"::equals).isPresent()) {
      platform
          .database(DatabaseOptions.builder().deletionProtection(false).build())
          .ingress(IngressOptions.builder().deletionProtection(false).build());
    }
    platform.build();
  }

  private PlatformDomain domainIn(final Stack stack, final String recordName) {
    var zoneId = context("zoneId");
    var zoneName = context("zoneName");
    if (zoneId.isEmpty() || zoneName.isEmpty()) {
      return PlatformDomain.none();
    }
    var attributes = HostedZoneAttributes.builder().hostedZoneId(zoneId.get()).zoneName(zoneName.get()).build();
    return PlatformDomain.fromZone(HostedZone.fromHostedZoneAttributes(stack, "Zone", attributes), recordName);
  }

  private String region() {
    return context("region").orElse("us-east-1");
  }

  private String recoveryRegion() {
    return context("recoveryRegion").orElse("ap-northeast-1".equals(region()) ? "ap-northeast-3" : "us-west-2");
  }

  /** What {@code -c name=value} gave; an empty value, as of a variable that CI has not set, is none. */
  private Optional<String> context(final String name) {
    return app.getNode().tryGetContext(name) instanceof String value && !value.isEmpty() ? Optional.of(value) : Optional.empty();
  }
}
