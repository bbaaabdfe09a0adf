from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("drafts", "0002_note_kind")]

    operations = [
        migrations.AddField(model_name="prepared", name="form", field=models.TextField(default="")),
        migrations.AddField(
            model_name="prepared",
            name="series",
            field=models.CharField(max_length=32, default="", db_index=True),
        ),
    ]
