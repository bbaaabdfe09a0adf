from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("drafts", "0001_first")]

    operations = [
        migrations.AddField(
            model_name="note", name="kind", field=models.CharField(default="note", max_length=16)
        ),
    ]
