package com.example;

import io.github.cdkpdfwebplatform.PdfWebPlatform;
import io.github.cdkpdfwebplatform.PlatformPreset;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;

public final class Smallest {
  public static void main(final String[] args) {
    var app = new App();
    var env = Environment.builder().region("ap-northeast-1").build();
    var stack = Stack.Builder.create(app, "PdfApp").env(env).build();
    PdfWebPlatform.Builder.create(stack, "Platform").preset(PlatformPreset.prod()).build();
    app.synth();
  }
}
