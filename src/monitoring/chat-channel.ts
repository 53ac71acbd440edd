import * as chatbot from 'aws-cdk-lib/aws-chatbot';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { AlarmSeverity } from './alarm-severity';
import { checkPattern, conflict } from '../settings/checks';

/** What of a chat channel can be chosen. */
export interface ChatChannelOptions {
  /**
   * What is told there.
   *
   * @default - pages and notices
   */
  readonly severities?: AlarmSeverity[];
}

/** A Microsoft Teams channel, as Teams and Microsoft Entra name it. */
export interface TeamsChannelProps extends ChatChannelOptions {
  /** The team's id. */
  readonly teamId: string;
  /** The tenant's id. */
  readonly tenantId: string;
  /** The channel's id, as its link has it. */
  readonly channelId: string;
}

const GUID = /^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/;

/**
 * A channel that alarms are told in, through Amazon Q Developer in chat applications (formerly AWS Chatbot). The workspace or team must
 * have been authorized in the console once. AWS takes one configuration of a channel in an account: platforms that share a channel share
 * topics (`pageTopic`, `noticeTopic`), of which one makes the configuration.
 *
 * @see https://docs.aws.amazon.com/chatbot/latest/adminguide/getting-started.html
 */
export class ChatChannel {
  /**
   * A Slack channel.
   *
   * @param workspaceId `T` and letters and digits
   * @param channelId `C` or `G` and letters and digits, for a public or a private channel
   * @param options what is told there
   */
  public static slack(workspaceId: string, channelId: string, options: ChatChannelOptions = {}): ChatChannel {
    checkPattern('monitoring.chatChannels workspaceId', workspaceId, /^[0-9A-Z]{1,255}$/, "a Slack workspace's id, like T0123ABCD");
    checkPattern('monitoring.chatChannels channelId', channelId, /^[A-Za-z0-9]{1,256}$/, "a Slack channel's id, like C0123ABCD");
    return new ChatChannel(`${workspaceId}/${channelId}`, options, (scope, id, common) =>
      new chatbot.CfnSlackChannelConfiguration(scope, id, { ...common, slackWorkspaceId: workspaceId, slackChannelId: channelId }));
  }

  /**
   * A Microsoft Teams channel.
   *
   * @param props the ids that Teams gives it
   */
  public static teams(props: TeamsChannelProps): ChatChannel {
    checkPattern('monitoring.chatChannels teamId', props.teamId, GUID, 'a GUID');
    checkPattern('monitoring.chatChannels tenantId', props.tenantId, GUID, 'a GUID');
    checkPattern('monitoring.chatChannels channelId', props.channelId, /^[^\s/]{1,256}$/, "a Teams channel's id as its link has it, like 19%3Aab…%40thread.tacv2");
    return new ChatChannel(`${props.teamId}/${props.channelId}`, props, (scope, id, common) =>
      new chatbot.CfnMicrosoftTeamsChannelConfiguration(scope, id, {
        ...common, teamId: props.teamId, teamsTenantId: props.tenantId, teamsChannelId: props.channelId,
      }));
  }

  private constructor(
    /** What it is known by in Slack or Teams. @internal */
    public readonly _channel: string,
    private readonly options: ChatChannelOptions,
    private readonly make: (scope: Construct, id: string, common: CommonProps) => unknown,
  ) {
    if (options.severities?.length === 0) throw conflict("'monitoring.chatChannels severities' must name at least one, or the channel is told nothing");
  }

  /** What is told there. @internal */
  public get _severities(): AlarmSeverity[] {
    return [...new Set(this.options.severities ?? [AlarmSeverity.PAGE, AlarmSeverity.NOTICE])];
  }

  /** Makes the configuration, and the role that it acts with: one that is allowed nothing. @internal */
  public _bind(scope: Construct, id: string, name: string, topicsOf: (severity: AlarmSeverity) => sns.ITopic[]): iam.Role {
    const role = new iam.Role(scope, `${id}Role`, {
      description: 'Amazon Q Developer tells alarms in a chat channel with it, and does nothing else',
      assumedBy: new iam.ServicePrincipal('chatbot.amazonaws.com'),
    });
    this.make(scope, id, {
      configurationName: name,
      iamRoleArn: role.roleArn,
      // Whoever is in the channel could otherwise do what the account's default guardrail, AdministratorAccess, allows the role.
      guardrailPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('AWSDenyAll').managedPolicyArn],
      loggingLevel: 'ERROR',
      snsTopicArns: this._severities.flatMap((severity) => topicsOf(severity).map(arnOf)),
    });
    return role;
  }
}

/** Of a topic in another region, which the L2 would refuse to name there. */
function arnOf(topic: sns.ITopic): string {
  return (topic.node.defaultChild as sns.CfnTopic | undefined)?.ref ?? topic.topicArn;
}

interface CommonProps {
  readonly configurationName: string;
  readonly iamRoleArn: string;
  readonly guardrailPolicies: string[];
  readonly loggingLevel: string;
  readonly snsTopicArns: string[];
}
