from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("person", models.CharField(max_length=60)),
                ("code_hash", models.CharField(max_length=64, unique=True)),
                ("expires", models.BigIntegerField()),
                ("used", models.BigIntegerField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Passkey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("person", models.CharField(db_index=True, max_length=60)),
                ("credential", models.CharField(max_length=1400, unique=True)),
                ("attested", models.BinaryField()),
                ("fingerprint", models.CharField(max_length=50, unique=True)),
                ("rp_id", models.CharField(max_length=253)),
                ("origin", models.CharField(max_length=300)),
                ("copies", models.BooleanField()),
                ("transports", models.JSONField(default=list)),
                ("label", models.CharField(max_length=60)),
                ("made", models.BigIntegerField()),
                ("lost", models.BigIntegerField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Attempt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("bucket", models.CharField(max_length=120)),
                ("at", models.BigIntegerField()),
            ],
            options={
                "indexes": [models.Index(fields=["bucket", "at"], name="attempts_of_a_bucket")],
            },
        ),
    ]
