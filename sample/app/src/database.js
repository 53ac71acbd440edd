import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import mysql from 'mysql2/promise';

const TABLE = `CREATE TABLE IF NOT EXISTS documents (
  id CHAR(36) PRIMARY KEY,
  name VARCHAR(210) NOT NULL,
  added_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP
)`;

/** The documents' names, in MySQL. */
export class Database {
  /**
   * @param environment what the platform tells the container
   * @param connect makes a pool of connections
   * @param readSecret reads the database's current user and password
   */
  constructor(environment, { connect = connectWithTls, readSecret = readFromSecretsManager } = {}) {
    this.environment = environment;
    this.connect = connect;
    this.readSecret = readSecret;
    this.login = { user: environment.DB_USER, password: environment.DB_PASSWORD };
  }

  list() {
    return this.run('SELECT id, name, added_at AS addedAt FROM documents ORDER BY added_at DESC LIMIT 200');
  }

  async find(id) {
    const [document] = await this.run('SELECT id, name FROM documents WHERE id = ?', [id]);
    return document;
  }

  add(id, name) {
    return this.run('INSERT INTO documents (id, name) VALUES (?, ?)', [id, name]);
  }

  async close() {
    await this.pool?.end();
  }

  /** Runs a statement. A refused login means that the password was rotated since the task started: read the new one, once. */
  async run(sql, values = []) {
    try {
      return await this.tryToRun(sql, values);
    } catch (error) {
      if (error.code !== 'ER_ACCESS_DENIED_ERROR' || !this.environment.DB_SECRET_ARN) throw error;
      await this.pool?.end().catch(() => {});
      this.pool = undefined;
      this.login = await this.readSecret(this.environment);
      return this.tryToRun(sql, values);
    }
  }

  async tryToRun(sql, values) {
    if (!this.pool) {
      const pool = this.connect(this.environment, this.login);
      await pool.query(TABLE);
      this.pool = pool;
    }
    const [rows] = await this.pool.execute(sql, values);
    return rows;
  }
}

function connectWithTls({ DB_HOST, DB_PORT, DB_NAME }, { user, password }) {
  // 'Amazon RDS' brings Amazon's certificate authorities: the server must prove who it is.
  return mysql.createPool({ host: DB_HOST, port: Number(DB_PORT), database: DB_NAME, user, password, ssl: 'Amazon RDS', connectionLimit: 5 });
}

async function readFromSecretsManager({ DB_SECRET_ARN, AWS_REGION }) {
  const { SecretString } = await new SecretsManagerClient({ region: AWS_REGION }).send(new GetSecretValueCommand({ SecretId: DB_SECRET_ARN }));
  const { username, password } = JSON.parse(SecretString);
  return { user: username, password };
}
