import type * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { AlarmTopics } from './alarm-topics';
import type { ChatChannel } from './chat-channel';
import { accountWideName } from '../settings/names';

/** Tells chat channels what topics are told: of all regions at once, since AWS takes one configuration of a channel in an account. */
export class ChatNotifications extends Construct {
  public readonly roles: iam.Role[];

  constructor(scope: Construct, id: string, channels: ChatChannel[], topics: AlarmTopics[]) {
    super(scope, id);
    this.roles = channels.map((channel, index) => {
      const name = `Channel${index + 1}`;
      return channel._bind(this, name, accountWideName(this, 128, name), (severity) => topics.map((each) => each.topicFor(severity)));
    });
  }
}
